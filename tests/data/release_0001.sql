BEGIN TRANSACTION;
CREATE TABLE account (
	org_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	login TEXT NOT NULL, 
	password_hash TEXT NOT NULL, 
	disabled BOOLEAN NOT NULL, 
	failures INTEGER NOT NULL, 
	locked_until BIGINT, 
	CONSTRAINT pk_account PRIMARY KEY (org_id, person_id), 
	CONSTRAINT uq_account_login UNIQUE (login)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE awaited (
	org_id TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	path TEXT NOT NULL, 
	id TEXT NOT NULL, 
	CONSTRAINT pk_awaited PRIMARY KEY (org_id, subject, path, id)
);
CREATE TABLE checklist (
	org_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	version TEXT NOT NULL, 
	title TEXT NOT NULL, 
	status TEXT, 
	content_hash TEXT NOT NULL, 
	content JSON NOT NULL, 
	CONSTRAINT pk_checklist PRIMARY KEY (org_id, id)
);
INSERT INTO "checklist" VALUES('411122','electrical@0.1.0','electrical','0.1.0','用电安全专项检查表','draft','0000000000000000000000000000000000000000000000000000000000000000','{"id":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"items":[{"id":"elec-mgmt-01","section":"mgmt","text":"电工持证","method":["查资料"],"severity":"major","photo_required":true,"basis":[{"name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","clause":"第三十条","src":"V"}],"major_criterion":[{"name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","clause":"第三条第（二）项","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的","src":"V"}],"typical_finding":"电工无证上岗。","suggested_measure":"立即停止无证作业。"},{"id":"elec-sub-01","section":"sub","text":"配电室门向外开启","method":["看现场"],"severity":"general","photo_required":true,"basis":[{"name":"低压配电设计规范","number":"GB 50054-2011","clause":"4.3.2","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"typical_finding":"配电室门向内开启。","suggested_measure":"改为向外开启。"}]}');
CREATE TABLE device (
	org_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	label TEXT, 
	created_at BIGINT NOT NULL, 
	seen_at BIGINT NOT NULL, 
	revoked_at BIGINT, 
	app_version TEXT, 
	clock_offset BIGINT, 
	CONSTRAINT pk_device PRIMARY KEY (org_id, id), 
	CONSTRAINT uq_device_id UNIQUE (id)
);
INSERT INTO "device" VALUES('411122','q1yf5328','测试平板',1795459107773,1795459107823,NULL,'test',NULL);
CREATE TABLE device_person (
	org_id TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	CONSTRAINT pk_device_person PRIMARY KEY (org_id, device_id, person_id)
);
INSERT INTO "device_person" VALUES('411122','q1yf5328','p-exp1');
CREATE TABLE document (
	org_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	state TEXT NOT NULL, 
	type TEXT, 
	enterprise_id TEXT, 
	visit_id TEXT, 
	findings JSON NOT NULL, 
	number TEXT, 
	year INTEGER, 
	number_seq INTEGER, 
	facts JSON, 
	sha256 TEXT, 
	bytes INTEGER, 
	pages INTEGER, 
	drafted_at BIGINT, 
	issued_at BIGINT, 
	served_at BIGINT, 
	service JSON, 
	receipt JSON, 
	reason TEXT, 
	updated_at BIGINT NOT NULL, 
	updated_seq BIGINT NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (org_id, id), 
	CONSTRAINT uq_document_org_id_type_year_number_seq UNIQUE (org_id, type, year, number_seq)
);
INSERT INTO "document" VALUES('411122','e70286ce-155e-49b5-a1bb-d00e1c2c5e4c','served','doc_rectify_notice','e-1','f0261e09-f284-4641-8038-b4aaa0663717','["214f08e6-b852-4cae-af08-4fcb0c3fc5b9"]','临应急隐改〔2026〕1号',2026,1,'{"doc_type":"doc_rectify_notice","issuer":"临颍县应急管理局","org":{"name":"临颍县应急管理局","abbr":"临","contact":"工贸科","phone":"0395-0000000"},"enterprise":{"name":"临颍县颍川食品有限公司","uscc":"91411122000000001X","address":"临颍县产业集聚区经一路","industry":"农副食品加工业","scale":"小型","principal":"杨经理","phone":"19900000001"},"visit_date":"2026-11-23","number":"临应急隐改〔2026〕1号","issue_date":"2026-11-24","issued_at":"","campaign":"百名专家助千企","system_name":"助千企平台","companion":"","area":"","findings":[{"n":1,"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","basis":[{"text":"《低压配电设计规范》（GB 50054-2011）第4.3.2条"},{"text":"《用电安全导则》"}],"severity":"general","severity_text":"","measure":"建议改为向外开启。","due_date":"2026-12-08","due_text":"","photos":[{"sha256":"75852a370ea650446d8e896102ad532e1248995c61ac29ee67e38de733b7959b","caption":"","taken_at":"2026-11-23T02:00:00Z","label":"照片1-1（整改前）","stage":"before"}]}],"feedback_by":"2026-12-08","team":[{"name":"王建国","specialty":"电气","title":"高级工程师","lead":true},{"name":"李红霞","specialty":"电气","title":"高级工程师","lead":false}],"highlights":"","signatures":[],"opinion":{"agree":true,"text":""},"verify":null,"seal":"demo"}','53c41d3a69213646cdbd91818a45e763117073f54e97c22553943cf540b5ae85',114487,3,1795459107847,1795459108861,1795459108865,'{"method":"direct","at":"2026-11-24T01:00:00Z","to":"杨经理","by":"p-sec"}','{"name":"韩安全","at":"2026-11-24T01:05:00Z"}',NULL,1795459108869,58);
CREATE TABLE document_finding (
	org_id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	finding_id TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	CONSTRAINT pk_document_finding PRIMARY KEY (org_id, document_id, finding_id)
);
INSERT INTO "document_finding" VALUES('411122','e70286ce-155e-49b5-a1bb-d00e1c2c5e4c','214f08e6-b852-4cae-af08-4fcb0c3fc5b9',1);
CREATE TABLE enterprise (
	org_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	uscc TEXT, 
	industry_code TEXT, 
	industry TEXT, 
	scale TEXT, 
	hazards JSON NOT NULL, 
	township_id TEXT, 
	address TEXT, 
	principal TEXT, 
	principal_phone TEXT, 
	safety_manager TEXT, 
	safety_manager_phone TEXT, 
	employees INTEGER, 
	checklists JSON NOT NULL, 
	CONSTRAINT pk_enterprise PRIMARY KEY (org_id, id), 
	CONSTRAINT uq_enterprise_org_id_uscc UNIQUE (org_id, uscc)
);
INSERT INTO "enterprise" VALUES('411122','e-1','临颍县颍川食品有限公司','91411122000000001X',NULL,'农副食品加工业','小型','["dust","electrical"]','411122100','临颍县产业集聚区经一路','杨经理','19900000001','韩安全','19900000002',60,'[]');
INSERT INTO "enterprise" VALUES('411122','e-2','漯河淼犇机械有限公司','91411122000000002X',NULL,'农副食品加工业','小型','["dust","electrical"]','411122101','临颍县产业集聚区经一路','杨经理','19900000001','韩安全','19900000002',60,'[]');
CREATE TABLE finding (
	org_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	state TEXT NOT NULL, 
	visit_id TEXT, 
	enterprise_id TEXT, 
	township_id TEXT, 
	track TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	checklist TEXT, 
	item TEXT, 
	severity TEXT NOT NULL, 
	criterion TEXT, 
	location TEXT NOT NULL, 
	statement TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	basis JSON, 
	due_days INTEGER, 
	due_date TEXT, 
	found_on TEXT, 
	signed JSON, 
	photos JSON NOT NULL, 
	reason TEXT, 
	merged_into TEXT, 
	rectify_unit TEXT, 
	rectify_owner TEXT, 
	document_id TEXT, 
	round INTEGER NOT NULL, 
	feedback JSON, 
	rectified_by TEXT, 
	reinspector TEXT, 
	recheck_on TEXT, 
	outcome JSON, 
	after_photos JSON NOT NULL, 
	submitted_at BIGINT, 
	confirmed_at BIGINT, 
	notified_at BIGINT, 
	feedback_at BIGINT, 
	closed_at BIGINT, 
	updated_at BIGINT NOT NULL, 
	updated_seq BIGINT NOT NULL, 
	CONSTRAINT pk_finding PRIMARY KEY (org_id, id)
);
INSERT INTO "finding" VALUES('411122','214f08e6-b852-4cae-af08-4fcb0c3fc5b9','closed','f0261e09-f284-4641-8038-b4aaa0663717','e-1','411122100','advisory',1,'electrical@0.1.0','elec-sub-01','general',NULL,'一号车间北侧配电室','配电室门向内开启，未向疏散方向开启。','建议改为向外开启。','null',7,'2026-12-08','2026-11-23','{"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","measure":"建议改为向外开启。","due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"suspected_major":null,"photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]}','["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]',NULL,NULL,NULL,NULL,'e70286ce-155e-49b5-a1bb-d00e1c2c5e4c',1,'{"measure":"已改","owner":"韩安全","done_on":"2026-11-25","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}','p-ent1','p-sec','2026-11-26','{"reinspector":"p-sec","at":"2026-11-26T01:00:00Z","note":"合格","result":"pass"}','["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]',1795459107810,1795459107845,1795459108865,1795459108872,1795459108878,1795459108878,62);
INSERT INTO "finding" VALUES('411122','731749fb-f3c1-44e4-b88c-cda5cedcaaf3','submitted','d1d683c3-29d7-4315-96ad-198536549807','e-1','411122100','advisory',1,'electrical@0.1.0','elec-sub-01','general',NULL,'一号车间北侧配电室','配电室门向内开启，未向疏散方向开启。','建议改为向外开启。','null',7,NULL,'2026-11-23','{"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","measure":"建议改为向外开启。","due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"suspected_major":null,"photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}','["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]',NULL,NULL,NULL,NULL,NULL,0,'null',NULL,NULL,NULL,'null','[]',1795459107840,NULL,NULL,NULL,NULL,1795459107840,49);
CREATE TABLE head (
	org_id TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	path TEXT NOT NULL, 
	id TEXT NOT NULL, 
	rank TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	author TEXT NOT NULL, 
	value JSON, 
	CONSTRAINT pk_head PRIMARY KEY (org_id, subject, path, id)
);
INSERT INTO "head" VALUES('411122','setting/bureau','record','0mwtlztzq-000-server00','0mwtlztzq',1,'system','{"name":"临颍县应急管理局","abbr":"临","demo":true,"system_name":"助千企平台","contact":"工贸科","phone":"0395-0000000"}');
INSERT INTO "head" VALUES('411122','township/411122100','record','0mwtlztzq-001-server00','0mwtlztzq',2,'system','{"name":"城关街道"}');
INSERT INTO "head" VALUES('411122','township/411122101','record','0mwtlztzq-002-server00','0mwtlztzq',3,'system','{"name":"杜曲镇"}');
INSERT INTO "head" VALUES('411122','enterprise/e-1','record','0mwtlztzq-003-server00','0mwtlztzq',4,'system','{"name":"临颍县颍川食品有限公司","uscc":"91411122000000001X","industry":"农副食品加工业","hazards":["dust","electrical"],"township_id":"411122100","address":"临颍县产业集聚区经一路","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","employees":60,"scale":"小型"}');
INSERT INTO "head" VALUES('411122','enterprise/e-2','record','0mwtlztzq-004-server00','0mwtlztzq',5,'system','{"name":"漯河淼犇机械有限公司","uscc":"91411122000000002X","industry":"农副食品加工业","hazards":["dust","electrical"],"township_id":"411122101","address":"临颍县产业集聚区经一路","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","employees":60,"scale":"小型"}');
INSERT INTO "head" VALUES('411122','person/p-exp1','record','0mwtlztzq-005-server00','0mwtlztzq',6,'system','{"name":"王建国","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-exp2','record','0mwtlztzq-006-server00','0mwtlztzq',7,'system','{"name":"李红霞","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-exp3','record','0mwtlztzq-007-server00','0mwtlztzq',8,'system','{"name":"赵志强","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-off1','record','0mwtlztzq-008-server00','0mwtlztzq',9,'system','{"name":"周执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-off2','record','0mwtlztzq-009-server00','0mwtlztzq',10,'system','{"name":"吴执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-sec','record','0mwtlztzq-00a-server00','0mwtlztzq',11,'system','{"name":"陈科员","role":"section","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-lead','record','0mwtlztzq-00b-server00','0mwtlztzq',12,'system','{"name":"刘局长","role":"leader","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-grid','record','0mwtlztzq-00c-server00','0mwtlztzq',13,'system','{"name":"孙网格","role":"grid","specialty":"电气","title":"高级工程师","township_id":"411122100"}');
INSERT INTO "head" VALUES('411122','person/p-audit','record','0mwtlztzq-00d-server00','0mwtlztzq',14,'system','{"name":"郑审计","role":"audit","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-admin','record','0mwtlztzq-00e-server00','0mwtlztzq',15,'system','{"name":"冯管理","role":"admin","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-comm','record','0mwtlztzq-00f-server00','0mwtlztzq',16,'system','{"name":"褚安委","role":"committee","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-dept','record','0mwtlztzq-00g-server00','0mwtlztzq',17,'system','{"name":"卫消防","role":"dept","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-ent1','record','0mwtlztzq-00h-server00','0mwtlztzq',18,'system','{"name":"韩安全","role":"ent_safety","specialty":"电气","title":"高级工程师","enterprise_id":"e-1"}');
INSERT INTO "head" VALUES('411122','person/p-head1','record','0mwtlztzq-00i-server00','0mwtlztzq',19,'system','{"name":"杨经理","role":"ent_head","specialty":"电气","title":"高级工程师","enterprise_id":"e-1"}');
INSERT INTO "head" VALUES('411122','person/p-ent2','record','0mwtlztzq-00j-server00','0mwtlztzq',20,'system','{"name":"朱安全","role":"ent_safety","specialty":"电气","title":"高级工程师","enterprise_id":"e-2"}');
INSERT INTO "head" VALUES('411122','checklist/electrical@0.1.0','record','0mwtlztzq-00k-server00','0mwtlztzq',21,'system','{"name":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","content_hash":"0000000000000000000000000000000000000000000000000000000000000000","content":{"id":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"items":[{"id":"elec-mgmt-01","section":"mgmt","text":"电工持证","method":["查资料"],"severity":"major","photo_required":true,"basis":[{"name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","clause":"第三十条","src":"V"}],"major_criterion":[{"name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","clause":"第三条第（二）项","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的","src":"V"}],"typical_finding":"电工无证上岗。","suggested_measure":"立即停止无证作业。"},{"id":"elec-sub-01","section":"sub","text":"配电室门向外开启","method":["看现场"],"severity":"general","photo_required":true,"basis":[{"name":"低压配电设计规范","number":"GB 50054-2011","clause":"4.3.2","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"typical_finding":"配电室门向内开启。","suggested_measure":"改为向外开启。"}]}}');
INSERT INTO "head" VALUES('411122','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','location','0mwtlzu1f-004-q1yf5328','0mwtlzu1f',27,'p-exp1','"一号车间北侧配电室"');
INSERT INTO "head" VALUES('411122','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','statement','0mwtlzu1f-005-q1yf5328','0mwtlzu1f',28,'p-exp1','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "head" VALUES('411122','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','photo/3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','0mwtlzu1f-008-q1yf5328','0mwtlzu1f',31,'p-exp1','{"at":"2026-11-23T02:00:00Z","w":640,"h":480,"role":"scene"}');
INSERT INTO "head" VALUES('411122','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','due_days','0mwtlzu1f-007-q1yf5328','0mwtlzu1f',30,'p-exp1',7);
INSERT INTO "head" VALUES('411122','visit/f0261e09-f284-4641-8038-b4aaa0663717','answer/elec-sub-01','0mwtlzu1f-001-q1yf5328','0mwtlzu1f',24,'p-exp1','"nok"');
INSERT INTO "head" VALUES('411122','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','measure','0mwtlzu1f-006-q1yf5328','0mwtlzu1f',29,'p-exp1','"建议改为向外开启。"');
INSERT INTO "head" VALUES('411122','visit/f0261e09-f284-4641-8038-b4aaa0663717','answer/elec-mgmt-01','0mwtlzu1f-002-q1yf5328','0mwtlzu1f',25,'p-exp1','"ok"');
INSERT INTO "head" VALUES('411122','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','item','0mwtlzu1f-003-q1yf5328','0mwtlzu1f',26,'p-exp1','{"checklist":"electrical","version":"0.1.0","item":"elec-sub-01"}');
INSERT INTO "head" VALUES('411122','visit/f0261e09-f284-4641-8038-b4aaa0663717','opinion','0mwtlzu1f-009-q1yf5328','0mwtlzu1f',32,'p-exp1','{"agree":true,"text":""}');
INSERT INTO "head" VALUES('411122','visit/d1d683c3-29d7-4315-96ad-198536549807','answer/elec-mgmt-01','0mwtlzu27-002-q1yf5328','0mwtlzu27',39,'p-exp1','"ok"');
INSERT INTO "head" VALUES('411122','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','measure','0mwtlzu27-006-q1yf5328','0mwtlzu27',43,'p-exp1','"建议改为向外开启。"');
INSERT INTO "head" VALUES('411122','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','photo/425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','0mwtlzu27-008-q1yf5328','0mwtlzu27',45,'p-exp1','{"at":"2026-11-23T02:00:00Z","w":640,"h":480,"role":"scene"}');
INSERT INTO "head" VALUES('411122','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','item','0mwtlzu27-003-q1yf5328','0mwtlzu27',40,'p-exp1','{"checklist":"electrical","version":"0.1.0","item":"elec-sub-01"}');
INSERT INTO "head" VALUES('411122','visit/d1d683c3-29d7-4315-96ad-198536549807','opinion','0mwtlzu27-009-q1yf5328','0mwtlzu27',46,'p-exp1','{"agree":true,"text":""}');
INSERT INTO "head" VALUES('411122','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','statement','0mwtlzu27-005-q1yf5328','0mwtlzu27',42,'p-exp1','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "head" VALUES('411122','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','due_days','0mwtlzu27-007-q1yf5328','0mwtlzu27',44,'p-exp1',7);
INSERT INTO "head" VALUES('411122','visit/d1d683c3-29d7-4315-96ad-198536549807','answer/elec-sub-01','0mwtlzu27-001-q1yf5328','0mwtlzu27',38,'p-exp1','"nok"');
INSERT INTO "head" VALUES('411122','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','location','0mwtlzu27-004-q1yf5328','0mwtlzu27',41,'p-exp1','"一号车间北侧配电室"');
CREATE TABLE link (
	org_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	code_hash TEXT NOT NULL, 
	sealed BLOB, 
	created_at BIGINT NOT NULL, 
	expires_at BIGINT, 
	revoked_at BIGINT, 
	CONSTRAINT pk_link PRIMARY KEY (org_id, id), 
	CONSTRAINT uq_link_code_hash UNIQUE (code_hash)
);
INSERT INTO "link" VALUES('411122','a720aadb-4e52-432e-afeb-58451e39d9d7','e70286ce-155e-49b5-a1bb-d00e1c2c5e4c','read','a355de30e6f09c7272b340a325fff255bd307f01f9c6a3e432353e8a42d59ab8',NULL,1795459108777,NULL,NULL);
INSERT INTO "link" VALUES('411122','42b34482-3d26-4144-b5d0-05de4b7a4121','e70286ce-155e-49b5-a1bb-d00e1c2c5e4c','service','8491a0e9123c4bd6fd32299ffeb9f03641a0997ce06992870a242c60a61b9acb',NULL,1795459108868,1803235108867,NULL);
CREATE TABLE op (
	org_id TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	id TEXT NOT NULL, 
	visit_id TEXT, 
	subject TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	path TEXT NOT NULL, 
	prev JSON NOT NULL, 
	author TEXT NOT NULL, 
	device TEXT NOT NULL, 
	uploaded_by TEXT NOT NULL, 
	received_at BIGINT NOT NULL, 
	rank TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	value_hash TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_op PRIMARY KEY (org_id, seq), 
	CONSTRAINT uq_op_org_id_id UNIQUE (org_id, id)
);
INSERT INTO "op" VALUES('411122',1,'0mwtlztzq-000-server00',NULL,'setting/bureau','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','7280bf38e8d169fdd12491f8426cf21e4499e7bab3a221b06f3a3f114c45e090','3a769ac324a8595b7ee4ce9bce442daf7807e78f7f86d8609a4f5427fcb5ebb7','ecb5f8857a1fbef8b38ff1d82083b392a9083f0baf6f06eb87c0cbb0de5f80fa');
INSERT INTO "op" VALUES('411122',2,'0mwtlztzq-001-server00',NULL,'township/411122100','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','c5624aa5a739a525eafce136d8cd50c01f8413582e057512423d0e357ada4af1','bd62906919781fb0c0b10e690513ef19a89839ab623ec2abb68841707bc7e126','aa25ef8d7f107c3fc17f54becca2249fefade8f2200b54757897bfe2ce5bd863');
INSERT INTO "op" VALUES('411122',3,'0mwtlztzq-002-server00',NULL,'township/411122101','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','ae62bfd76a183273295a97293c83b980f0ed3ffe917c85ec13e9c70ebc7e4602','2ade722852993accb5a6239e6e6ca52f5ad1c9e474faef040d321a927d814701','078e08e910dc3b62b0c174df5f676ff875fd77af6065b05cbfebb9f27bb5cbed');
INSERT INTO "op" VALUES('411122',4,'0mwtlztzq-003-server00',NULL,'enterprise/e-1','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','d6dca42ff36ac75b56b3d2831e634230fe92729bebca911cfe3d100a86636d0b','ee461a527070192f8f2e2894edf521c53e8f6c6dde28763fd48fc904fbe9d978','878755207be3b2d417f96c0d5f72a45134e5e9195b11aba1f95bb5c7ed7a5826');
INSERT INTO "op" VALUES('411122',5,'0mwtlztzq-004-server00',NULL,'enterprise/e-2','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','8fe478da18cbd2d4efe4119d438580c2b4bf824d45dd1ddf762579bb388722e4','8905795e1dac2b9288d4b2f89ee853e4351966d5d69d21794216d07264bd94d0','bd74c83d08f6c248ad041ea023568e5d1a4ffc9a5ddecf85bf4c1e6c54cec42a');
INSERT INTO "op" VALUES('411122',6,'0mwtlztzq-005-server00',NULL,'person/p-exp1','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','87c39bd6105e0157abd45cb75625659c9f51770cd8be056be3da9e53228c5f80','d3643dcf25b161159d4e7591149e0f656c879cc91b8e3c11144e410103e60225','102f7754ab246d82cc90d0660aa7859a1cfa40439c92817ba760b086d77eca71');
INSERT INTO "op" VALUES('411122',7,'0mwtlztzq-006-server00',NULL,'person/p-exp2','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','fcef26074723cdd1ef8ee20ba5a3c0ba5fbdacd4223d4a7384ca5b58ca933cff','321ec53416aa744faf2166fcb036e0174600b049b8a5b34c76692258ec5f7825','7c95e2474d7eb8814e2e8b70518a82ca58290658beaad389de5e9ba2ec9382e1');
INSERT INTO "op" VALUES('411122',8,'0mwtlztzq-007-server00',NULL,'person/p-exp3','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','484f7eac4749cd77597b416a9d07868d6d0a8fe19fc90e013c7b7657cc7e53bc','f99e90c81d5d948c54ba81b0afed49753e22a91b99d5e43392d792ca84e1b020','8686f5aca2f84cccf5513b970e445f3e6050c30e9570db558f82a709a7f79335');
INSERT INTO "op" VALUES('411122',9,'0mwtlztzq-008-server00',NULL,'person/p-off1','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','6d3777424f23b580b22ade5d78868c380cc59ad3a0d58ef4e2742ed60e1008c8','c7e4637a1bb4dbea2c298b8014786659d494cb46e40a35118f9a2b9f60be0a54','6d2c9c2467c7054416a0f4ab16a2d38178afd23e71df4f9850c60e7f7d7f4751');
INSERT INTO "op" VALUES('411122',10,'0mwtlztzq-009-server00',NULL,'person/p-off2','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','c283a298248f93ebc9e92c4aa8b34e09c9ddc8221e012b2f4372ff82e10705e0','6e364b927fa0d7cb50ecc3378a95c8b70a553717212e0fbe7acde250f1195ded','2ca4e4062409ee5b641f6ee4f8def06ed1f450577caf8d942520ea18e6895dde');
INSERT INTO "op" VALUES('411122',11,'0mwtlztzq-00a-server00',NULL,'person/p-sec','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','5bf1ba74c0be54588f2c132b54349285aefc846f1cffb879d60f5c0ababaafba','35bcf2a437a753eb79092b3b2515f3b6c8bdd664456cb5edd1530f2d94c61dc6','844cdf0f575e34d3730124bf92c371a9a0e6d43646e793b57c8019f06ef4578a');
INSERT INTO "op" VALUES('411122',12,'0mwtlztzq-00b-server00',NULL,'person/p-lead','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','d3e1743ef2a12c44b3a4f287cf1cdc1e82593cd428ddcc4ec9416891d577e006','353a6f9dfb87f3d3fb2cd4ad471a064265ad43af12b3ce7c81a6de19d87b64cc','e05696c9ff335e3b182b109f0ffd2e3a68ddbc17fc5878d49975a027618d8d19');
INSERT INTO "op" VALUES('411122',13,'0mwtlztzq-00c-server00',NULL,'person/p-grid','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','54cbdd20fcbb797a7a45b41b08125a059ed623bd4d181b56bf86d18fe7a60bcc','875934ea1277c53fcc950902cf430a0d930dcf171e3320f719798cf9f054f80c','51173159623d2d8565a14f62ba645d80b6da06fbc10ec7374dd983b8b4aa0481');
INSERT INTO "op" VALUES('411122',14,'0mwtlztzq-00d-server00',NULL,'person/p-audit','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','a88015605ede6994b8daa11fa55db5da2d7c104b9162a2fd5df80a1c5714df3f','08ecc9951f0dd341429c20d55bc1f0f1d8c42af84954959f3e4331d6be00a33e','f74c7ef365929af79646eb0f76acd4a1b8eee1df831ec453733b160b9f12e51f');
INSERT INTO "op" VALUES('411122',15,'0mwtlztzq-00e-server00',NULL,'person/p-admin','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','9d673fce3970567fa5faa4df7c8b061e149ecdd046e0962fcf4852266d9b1686','3591922d3b002e489049c08164a2604fc258d846d80b6971a073fa5e2135670e','11ab06a0d8b976f4ecc768121b9f9b651c0eec7c4c7bf3f623dc38eabe165d5d');
INSERT INTO "op" VALUES('411122',16,'0mwtlztzq-00f-server00',NULL,'person/p-comm','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','cfc473ef7737c356a8b4f5d5b577849e56e73a754efd989e9545df51c73ef305','444dd0282e67d65da24d3def059735ee9e97ef6bd53dcaa8f47f497d984756d2','7e0f7b20d0cf1b36b9fa6d414ef459821c5bd34cf9900c8b852f5e9ce17350b2');
INSERT INTO "op" VALUES('411122',17,'0mwtlztzq-00g-server00',NULL,'person/p-dept','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','88ef92b10b1ad85e74e1a8c82ac9d711b136ce3ed17901b8ad46e9a959f13514','9536c7a930feb687b6562808a007697caf3bbd814639c980199307ce6f45cc2a','4ca6f5755eb79be93436640a1adff4ba89b43b62d1d4e8613ead32a6d327a5cb');
INSERT INTO "op" VALUES('411122',18,'0mwtlztzq-00h-server00',NULL,'person/p-ent1','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','bf5b425c0415d1d42f3cffa5492071cb185b3d53fdc76195e5464acd14790834','bda1e54b00fa81b2ff46f3b4de9df3f983375b09c4ca89bd2aaa9cb376ba60ce','5c4ad9287541187db70ca92665311c8e5c0676b6e8d178ee03e2f9835ed67a25');
INSERT INTO "op" VALUES('411122',19,'0mwtlztzq-00i-server00',NULL,'person/p-head1','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','f58c347b1f870d2306eadf5e6b49153d8c981395eaaa1d63237679855ae0289c','955feca06a4e07fbdf5cac0846a20c4bf8d2606b72cb3d909b56118fc170197c','e55eb6cf354074dbeee3c54ab1e4c2b71a875c1ea368ec98d0e567f407f84549');
INSERT INTO "op" VALUES('411122',20,'0mwtlztzq-00j-server00',NULL,'person/p-ent2','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','92f7e80dd76150f72bc25ba9340863f5ffe74d7053ab0b8de8a5b571dc8a8c50','7f24b50b4c97a13bf642b9355ce0d2c7d9bcefd55f06269a2fbe5456202312a3','72f4964d88ae02e5be40a1d49919407eaa05c1bc054342f7d1161e39063dbba6');
INSERT INTO "op" VALUES('411122',21,'0mwtlztzq-00k-server00',NULL,'checklist/electrical@0.1.0','set','record','[]','system','server00','system',1795459107734,'0mwtlztzq','5f0dcf09773e120ae964da37c85b795ef0a92f9280cd2409a8dbf4c037ffd239','ae4b69cd3ef175e3d29c0c3b8c0b95b135326e50ee17a3eeb084c7031dd1c5b0','b49c4d5bd0c44937539d28bb2e7bc3ff9deebf339ea2559a44448860dc230ee2');
INSERT INTO "op" VALUES('411122',22,'0mwtlzu14-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','visit/f0261e09-f284-4641-8038-b4aaa0663717','event','plan','[]','p-sec','server00','p-sec',1795459107784,'0mwtlzu14','35712a595c5eec45c5780ebbf6cd0b02be9e20f36d2d18b43ebffbd1e8d2a98a','9d1cd19fb06873b06c71303e4c933bc64e63c849a4787b83f0b1648499897146','d7a479f75254f9f9a7ea7c024b99f10c96af4b7bde75286e90c9337faa87c1da');
INSERT INTO "op" VALUES('411122',23,'0mwtlzu1f-000-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','visit/f0261e09-f284-4641-8038-b4aaa0663717','event','start','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','6619799ec20aede8aaf1a0127f16fba27d4e76e95b086ed580270b9a986c27b2','3c270a5baf6c09e37cba1f57538d2c72673ac29812a5b8ed500e6479ff5b93d5','2135dea0d800e322c4f455baf4048fe0559af4b879b86dd524b7b4b5bc8f0004');
INSERT INTO "op" VALUES('411122',24,'0mwtlzu1f-001-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','visit/f0261e09-f284-4641-8038-b4aaa0663717','set','answer/elec-sub-01','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','95c4e1bac521d0aa3e2dba42df9f06a2f3555ba127c63d35fae30bb50875baea','c5bb62734bdeaed370524b44d2be0e383b75dbad3b26e4e2a4c7828b00f9f4c8','6b2e26d6a568ca7a92181c8d776e068caf76e0e030018fd1ea37bbd3c8fba456');
INSERT INTO "op" VALUES('411122',25,'0mwtlzu1f-002-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','visit/f0261e09-f284-4641-8038-b4aaa0663717','set','answer/elec-mgmt-01','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','1ae658dfd27d34cfcf9766e8655449eeaa7497fe04e7f0fc1ca1fc532585f2af','597eb019d1d2cc003df688a1f4dadbc6dd492c5d8f3d3f747d92e8badceaa299','57af9cdb21f2c4d559c1715dbba1bf9bc4b673963cc9e62417bdefbb5316e3fd');
INSERT INTO "op" VALUES('411122',26,'0mwtlzu1f-003-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','set','item','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','9e56ece2151ecb1d8f6b75e6fa6db852481f9587da6a93283ff3935c1abc8c0f','d962dda1761591c9f1644e9e9daa644f62834c8dce0308d6f53bbe89635e3c28','4dfe41281868856e372a053855f17717e6fce4e7fc1a5567581e23405f3e5e19');
INSERT INTO "op" VALUES('411122',27,'0mwtlzu1f-004-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','set','location','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','f6d7600be614a1de3a1f65e95fa07c7c933583e0f06e0983a9915b4a7b7a29ff','0527301356c4a5b943a3238fe047688104e4cf8a22ca81c0a7c9dbde180fae3f','287cd645489f2413aa8ccdd93ec41788fe2aa7d2ceb3866bd7efd8f130ff475a');
INSERT INTO "op" VALUES('411122',28,'0mwtlzu1f-005-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','set','statement','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','b70d19cebb5074f50d397170049266ed2fc75b262c4824d73b298db8a4f53c8d','b5e2eb32fa9b125b47634045dc16b7bea0422c5410627deeb278a14ffe4b9936','8321461eb549a35c9f7506eca06de00acde0cad4520d3381fc560f45315a9d84');
INSERT INTO "op" VALUES('411122',29,'0mwtlzu1f-006-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','set','measure','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','2ea6fff1089192fb45d3cfc79824856ee27e76cf9cbda8b8ed55ad03ae87c085','0fa9464b86655c0759c8e40d55b0dcd79b2b497e422cf38eae30a4afb9fbd50c','de0e831c9d9c46dddfcb20278ad91f54b5386b046fef1be477d43da5f30447c3');
INSERT INTO "op" VALUES('411122',30,'0mwtlzu1f-007-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','set','due_days','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','fd12b3bcc2abacacb8d7ec1357630599c4a8ce60368df4ebbd8a8af7e91908c4','868ac608c8f0c4896c0b62b44f587fbc23223b135abe3c44279ea85f456f8236','d353894b3783db5cb01b8d664d73464bb5a02b0a3932236126841a60b14af442');
INSERT INTO "op" VALUES('411122',31,'0mwtlzu1f-008-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','set','photo/3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','9b84ff460bfc4c8e2696a8886b1dd713a652e15ee7c783fd29a57cade8ea6bf4','d3c7b0e13633b3c3127773bac81eb8d09d4bfce79be580b353da162a68a44d39','25146c7580aa7618b0cfeb04edb5ab7a10f0036b09f39c3524c092437205716b');
INSERT INTO "op" VALUES('411122',32,'0mwtlzu1f-009-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','visit/f0261e09-f284-4641-8038-b4aaa0663717','set','opinion','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','0527f97390e723a3404c83176bb8042103b9a8af6d895b3b408b9001562ffcef','8d0f71b9ce1331bbc1eca55fdf845a1c9edd07a58151b7ef0e2361272f6b863c','e48f539d923e5e7deb3f918b144cfd5e6b085b9dc84f5ccc1b78526c6a9db594');
INSERT INTO "op" VALUES('411122',33,'0mwtlzu1f-00a-q1yf5328','f0261e09-f284-4641-8038-b4aaa0663717','visit/f0261e09-f284-4641-8038-b4aaa0663717','event','submit','[]','p-exp1','q1yf5328','p-exp1',1795459107795,'0mwtlzu1f','358d0c94134dbf9cb4ee5eaf311157bc82223d8954da55a3ebcd67b15f2c9c0e','4ea37f9a0bc7b8b81f55e0912e7c1dcbecfbcb0633b83c680e1d4267dcaafeb7','4c687bd2dc93c8cc0e6d09b3e5acf39fcf84af141ba252387ba9abd1f852e1d4');
INSERT INTO "op" VALUES('411122',34,'0mwtlzu1u-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','visit/f0261e09-f284-4641-8038-b4aaa0663717','event','received','[]','system','server00','system',1795459107810,'0mwtlzu1u','d353bd0c726236d9a43398f083735b7d32d8ef56e3bcdaf6ec3109e162807a18','94cbc5206f1e70989770719bd5aadd1a4665853d9348f6b8704e92073227c27d','564116e74428dc8c0c69f1770f7699b377c97fc84aad73b8dce59a20031d4f12');
INSERT INTO "op" VALUES('411122',35,'0mwtlzu1u-001-server00','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','event','submit','[]','system','server00','system',1795459107810,'0mwtlzu1u','bf3b913dc67b4b3f49f0130aa0dcf018e1ebdc523c573f2541062ebee5af7ff2','3586e51a25ab8171f115103e4545b9eff25b035707c4faae393f0e1ba1994e14','752a0b8aad6ec6057eaa20ca2fabc63a89f79f755053ac5c71b9746d9281cc29');
INSERT INTO "op" VALUES('411122',36,'0mwtlzu25-000-server00','d1d683c3-29d7-4315-96ad-198536549807','visit/d1d683c3-29d7-4315-96ad-198536549807','event','plan','[]','p-sec','server00','p-sec',1795459107821,'0mwtlzu25','cb1f584619020fd86e69523609980833b6b1040fe7045901685143662cab9740','6ce2331d2d54e35dbd64742dc23b77aadcb1eadfc2f740d092b1e68236552514','73789dbe97489f0da13bd99c02303b31ac8bb535858d46a259d95fc0e6d36a61');
INSERT INTO "op" VALUES('411122',37,'0mwtlzu27-000-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','visit/d1d683c3-29d7-4315-96ad-198536549807','event','start','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','6d842a380957025087aca9a7a9ab7f1c8c782afbeefaf9362b3ed27797bcbeab','b2f093ae13989eb3de84b629222bf649b80363269f5487d4e9b3558241a078ac','f61c5dd337f56ef5267ebd3503902dd70902e463c2cdad76d00286d0e61581da');
INSERT INTO "op" VALUES('411122',38,'0mwtlzu27-001-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','visit/d1d683c3-29d7-4315-96ad-198536549807','set','answer/elec-sub-01','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','be5d118079eac4e856e540a566286c98d1b2ebcd64e5b3c73f7d0c96945c44ec','b36713c97ad80a871211fefdce3ef0890c4853dfc8f9c8c35d30eed4c9b294c5','6d353aa8ec08076d68660ee17aed620f512b49f7dfe4cac674f3f2aec99a2666');
INSERT INTO "op" VALUES('411122',39,'0mwtlzu27-002-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','visit/d1d683c3-29d7-4315-96ad-198536549807','set','answer/elec-mgmt-01','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','4cfdaa676873248d209e635ac7b154b31145187a390bdfe8c76c27a797922292','f66472d1df42730cf4aea876b363711cc956be78fc81b5151baff5d82e732add','c5c4754fd943dceac5415b6b5c45fc44000cb49104fb63589f308b82638e740d');
INSERT INTO "op" VALUES('411122',40,'0mwtlzu27-003-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','set','item','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','65b7f1c079e1deb5213734e48e04c10a6eab629c960d947ea4d883d6fe3e1056','7d6dd9db43566e203d30e62d653db6f188f7be7ed0d850dd1bcba39b2b1bc68e','e022275252f8ffe14e1aae93aa203ea2784ffdeaccee69b3de9cde218e57a186');
INSERT INTO "op" VALUES('411122',41,'0mwtlzu27-004-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','set','location','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','ffa7cae31e964c8063338bac9738389d6bdaebaf3343f46f5b1ba5feb4864ffc','f84d0193392990379680906ccb431b8334ec2c7ce42543832feb8fd87a655edd','a941c9957aebd284503053bef6314483adfd919630c1d2a6a6349abc389270c3');
INSERT INTO "op" VALUES('411122',42,'0mwtlzu27-005-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','set','statement','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','2db18a88b12bd82dd4d033b87d220818d4f4040865ee76649b8d617c98c06e46','4affa826ee3f1cd4a93f177906515547fc8baa82f4ee4d8a1a5e9177ceeebe3c','134f73ccd1c1c8805f8b5f601ae89d977a468e9d9c477967c1bd57c9de539d15');
INSERT INTO "op" VALUES('411122',43,'0mwtlzu27-006-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','set','measure','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','effcc9566392f0769947860746bac548553876b6554edeeac38260c72409be4f','d7f5f371b6bf3243d2d473fcdc363b9c9d8671c1aad8d803df70fb1a0d36d85d','5024509de656cbbd18ccc523fb8bcee82410ae2dc40342c0b45d9a18a3343467');
INSERT INTO "op" VALUES('411122',44,'0mwtlzu27-007-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','set','due_days','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','5fe793dfaecc0a56367c8ea5a9c8f325260d72c636bbeff7e0ee251d8b08e7a7','4f8e216414552e568c45d6e0966caac90b668a882fd6bbb9b4615f1a67018b7b','a0505a4037550bf59b3913f577db2748811941fbe813882ccb7cf049ef357efe');
INSERT INTO "op" VALUES('411122',45,'0mwtlzu27-008-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','set','photo/425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','eeda5b377b7fa91f1e8fd5c5c11aca5675a0bfb70c6fb1ac62acba314926c138','01a8d3156957c9aac57f7e286d8157ef3f20bb9c9dc34f35b36770c7f04ab163','1e4be7c06056e090c49f7ea707b3595eca987bdbf1afdc823ed5e3c22f707bef');
INSERT INTO "op" VALUES('411122',46,'0mwtlzu27-009-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','visit/d1d683c3-29d7-4315-96ad-198536549807','set','opinion','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','72f1cb358b40eff9a160a498fe1b55fcc3fa13561667cb7efc1d8565c2fe4ee3','c836ea18b463bb6af4976f7b3f1a3a53dbcb6a9de70db7ce13ae5a9a2f4ce234','ef0bccb96749d626dea40616fb2bed871b8a772cd31ba06dc6d145fa8a2b747d');
INSERT INTO "op" VALUES('411122',47,'0mwtlzu27-00a-q1yf5328','d1d683c3-29d7-4315-96ad-198536549807','visit/d1d683c3-29d7-4315-96ad-198536549807','event','submit','[]','p-exp1','q1yf5328','p-exp1',1795459107823,'0mwtlzu27','9dbbc622bed70f5f54526a2f925c18682349718f78d90aa577fdf8fc2c7316ac','063bde1dc1168698232ff3d2c0f959a264c2085375c7d0ac06ed10825501ec73','b285b938816786747f178a6d4e2c906afa1f46cc1b218e7f81b7f97fd124deef');
INSERT INTO "op" VALUES('411122',48,'0mwtlzu2o-000-server00','d1d683c3-29d7-4315-96ad-198536549807','visit/d1d683c3-29d7-4315-96ad-198536549807','event','received','[]','system','server00','system',1795459107840,'0mwtlzu2o','b5e0844cafb5c72cfca128e0895ab39487555c7dc987256255fa134dd69a1995','ab651df0670ae2ecbabeff3dcbf02f73d58b16cba2e72a6021667251e3cc8963','39b5684225388614b65db6000c3b6fcdedeea6d6a45be72fd2ce27b1f1951ee1');
INSERT INTO "op" VALUES('411122',49,'0mwtlzu2o-001-server00','d1d683c3-29d7-4315-96ad-198536549807','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','event','submit','[]','system','server00','system',1795459107840,'0mwtlzu2o','aeb35d36dc49b3d9d95d4974b6514fb296b091eca5f6b76d92524e6e89d5fb57','c5e6ff2779f21f1c134608ecec4362be20cdae6d7e1bc8961a931edb5a4c799b','3cb2598ed28654dd9f809b5561eaf43da6fbf354c1bd4135cbf12557bad9f9d1');
INSERT INTO "op" VALUES('411122',50,'0mwtlzu2t-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','event','confirm','[]','p-sec','server00','p-sec',1795459107845,'0mwtlzu2t','a702532d2ea7b23d2a4821716cbc6b74ee6316fa4dea3955c3513feeab966fc0','fe2536b6c355d47f503738f4e1d3ed9878ff212dd0ac570fa6d77ad18874f1ab','7ed192ca65be53409fa251a1bb84a287e07d8e262805c4c618c97d9a7e4808f2');
INSERT INTO "op" VALUES('411122',51,'0mwtlzu2t-001-server00','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','event','grade','[]','p-sec','server00','p-sec',1795459107845,'0mwtlzu2t','42253e364788b6928828b91110ceb80fbead2c4c88ed0d637a144da504db47c1','cc78b1323a0e07188bce67e830f037da74d404ea3932decb6165884aca20dfc7','a5fa8687a1ee32684b3f7d9e19a8543d5d40e614c2553f81c98911c9537921d9');
INSERT INTO "op" VALUES('411122',52,'0mwtlzu2t-002-server00','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','event','assign','[]','p-sec','server00','p-sec',1795459107845,'0mwtlzu2t','38ff43907fe0dac7b56e0e77a39bfdffde0d9f1b707a34629c32281ea7a27ee0','8c2f04a2daae0875c87b93a5ca5ae56a9bb65523030c19c53a5a164cbadd2346','292d0c386a302372aad7a3b736b310415086ae1d9e3295a3afcb11c98599de47');
INSERT INTO "op" VALUES('411122',53,'0mwtlzu2v-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','document/e70286ce-155e-49b5-a1bb-d00e1c2c5e4c','event','draft','[]','p-sec','server00','p-sec',1795459107847,'0mwtlzu2v','8ef3b320ccba236d6362bdd64f643c8cd6cc05de849207189a1a7696f8cb8a06','5cb5cd79d4bc186c427351f7f99b235ac2c24618b214161c44f73ffc0767855f','02b4c87eb4f087805243d236dd098f319dacd01fd4e2d0b0c8340fdb21f5bcd6');
INSERT INTO "op" VALUES('411122',54,'0mwtlzusi-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','document/e70286ce-155e-49b5-a1bb-d00e1c2c5e4c','event','issue','[]','p-lead','server00','p-lead',1795459108770,'0mwtlzusi','0e1c6cb318fb61fb0f8fd8308d2dcfdd66962087bbf5ad24ca3ba3b8c0fffcc7','2c3cc971cd1bb473ea9f0d33f699fd2b4d7202ee854b4b1a066ee6c078005f1c','3db2d3df93ec6a4884ea02d8270f2e7f85a966bd8263ef771acf0c3400e448c5');
INSERT INTO "op" VALUES('411122',55,'0mwtlzuv1-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','document/e70286ce-155e-49b5-a1bb-d00e1c2c5e4c','event','issued','[]','system','server00','system',1795459108861,'0mwtlzuv1','65c081bc09995ded60228aeb35eea8b4b6800d8236f38b8589cecebf04875f30','7a3b1cb6d58afb872bf6ce325d5fc0b1ab8ac622f320ff77af33109ca8f69af7','7e14f0973dd3d9b2ff444f525d217c97fce58ab250681b25e78a74528603d3ba');
INSERT INTO "op" VALUES('411122',56,'0mwtlzuv5-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','document/e70286ce-155e-49b5-a1bb-d00e1c2c5e4c','event','serve','[]','p-sec','server00','p-sec',1795459108865,'0mwtlzuv5','a88a29d07745f71ee3d7ac76c73530dbf385b81755aea05f437c072e0c2d5ea3','8f6f4e3d271c98d2445dd9b132bd80285ff65a48ad7ae2e85bb0086448dd6143','3648e9fc830821dccf055177444de5a5939873ff2f89dab11b62d916936e01ae');
INSERT INTO "op" VALUES('411122',57,'0mwtlzuv5-001-server00','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','event','notify','[]','p-sec','server00','p-sec',1795459108865,'0mwtlzuv5','3d9be170a92722eebf28e577f0d03216573670a7c6370445ae1319b206e72767','21d8c94e09c72308d944206b30c941abc0636f046ae1a0c9e7094254d62bdbe3','f9494f8090bfa6df76887a25c5155989577c81d2bb088dd13288f9c9e08f8415');
INSERT INTO "op" VALUES('411122',58,'0mwtlzuv9-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','document/e70286ce-155e-49b5-a1bb-d00e1c2c5e4c','event','receipt','[]','p-ent1','server00','p-ent1',1795459108869,'0mwtlzuv9','c0cd621341e83f2e68e0621d59e025278cfaffe96dc91a14780a6b4530761b82','7ff45477ad140ebe034da12ed1f3e7b71bc6bd8bb1f1aa06fb5d2d58d2ab90f3','2f0cb81a2b85561e0ac862aea08c99e49ac21dec024c259a8c6870b6bf5095f6');
INSERT INTO "op" VALUES('411122',59,'0mwtlzuvc-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','event','feedback','[]','p-ent1','server00','p-ent1',1795459108872,'0mwtlzuvc','a7eb5b3544258b127847d8c5ceae952859b059dafada9b01ccfc98b57b78a394','5a89b07e1cfadbaad2a1988d34e1b82b7ea9f347f0ba861aec41285ecc4258ce','903537ffe1289a28865a63daa811a8edc82910542d4e227705495427f0d3d812');
INSERT INTO "op" VALUES('411122',60,'0mwtlzuve-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','event','recheck','[]','p-sec','server00','p-sec',1795459108874,'0mwtlzuve','4f4f64cee42ed164427bdbe427b9663eb2110765c2faeae602dff837affc4b0b','2ee4b0b36477b2a3cdcd45616567da430e9797b49e0e02fc0700b71ae7a3536f','b28be3a3a75609f1f03139a9197427840b0cdd6f7dc04e5e4b94af3ae0da13b1');
INSERT INTO "op" VALUES('411122',61,'0mwtlzuve-001-server00','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','event','pass','[]','p-sec','server00','p-sec',1795459108874,'0mwtlzuve','85ce02196ae244108f48f0ea4b8d09cb99fb69ef57a34667d3b6f98ecb0315ff','995c5304d7149967d58b3ac56a22fce2e55e994a1b33b53a613c2cde45482e2d','1963e0e26a09ff042dfe6aeee2c7667bda2d7c7308d2284cf07677f0b05f9ba6');
INSERT INTO "op" VALUES('411122',62,'0mwtlzuvi-000-server00','f0261e09-f284-4641-8038-b4aaa0663717','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','event','close_out','[]','p-sec','server00','p-sec',1795459108878,'0mwtlzuvi','83a86bb6edbe6368cc412d6f818590e7d46356b3b02588f5dbac43165b9f152a','31eba6cedfea1a14dddfc50212e9ba0e19401b4d6c8b3639c8063736e4f08032','aa4fab99244f44bf56a4fdad65004ea39a0589e16bb6c0da73580568486afa9e');
CREATE TABLE op_refused (
	org_id TEXT NOT NULL, 
	body_hash TEXT NOT NULL, 
	id TEXT, 
	visit_id TEXT, 
	device TEXT NOT NULL, 
	uploaded_by TEXT NOT NULL, 
	received_at BIGINT NOT NULL, 
	reason TEXT NOT NULL, 
	message TEXT NOT NULL, 
	body BLOB NOT NULL, 
	CONSTRAINT pk_op_refused PRIMARY KEY (org_id, body_hash)
);
CREATE TABLE op_value (
	org_id TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	salt BLOB NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_op_value PRIMARY KEY (org_id, seq)
);
INSERT INTO "op_value" VALUES('411122',1,X'EAD2B4392335CFB8C1D31F15A724ABDF','{"abbr":"临","contact":"工贸科","demo":true,"name":"临颍县应急管理局","phone":"0395-0000000","system_name":"助千企平台"}');
INSERT INTO "op_value" VALUES('411122',2,X'D041B04956F7EE10642B67166242A4F6','{"name":"城关街道"}');
INSERT INTO "op_value" VALUES('411122',3,X'DE0E4EBFB4F7A540B95F41FE4C9DCD39','{"name":"杜曲镇"}');
INSERT INTO "op_value" VALUES('411122',4,X'09C65FCDBD26B8784BE278E8906750EA','{"address":"临颍县产业集聚区经一路","employees":60,"hazards":["dust","electrical"],"industry":"农副食品加工业","name":"临颍县颍川食品有限公司","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","scale":"小型","township_id":"411122100","uscc":"91411122000000001X"}');
INSERT INTO "op_value" VALUES('411122',5,X'A60E0C0DE8168D6A0853DAD9629F5DDE','{"address":"临颍县产业集聚区经一路","employees":60,"hazards":["dust","electrical"],"industry":"农副食品加工业","name":"漯河淼犇机械有限公司","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","scale":"小型","township_id":"411122101","uscc":"91411122000000002X"}');
INSERT INTO "op_value" VALUES('411122',6,X'C961F9A870E652DE1FDA855C2F10B63E','{"name":"王建国","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',7,X'FD4495FAF29218DD493F666F6E0369F0','{"name":"李红霞","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',8,X'A18690AB8CEE00E147EAB43CBB6F3C0D','{"name":"赵志强","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',9,X'350064C6A01305BD125629EA1AE20A76','{"name":"周执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',10,X'D81BFC80DD6DB600738B971332905A9D','{"name":"吴执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',11,X'CAD7FE58B2F4F943B2B77A9EB74D5DD0','{"name":"陈科员","role":"section","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',12,X'44BC7D6D51D5860C16D2C8AA76C1025B','{"name":"刘局长","role":"leader","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',13,X'9B0A788E58EFE6F6D5CA8C67BCF4FBC1','{"name":"孙网格","role":"grid","specialty":"电气","title":"高级工程师","township_id":"411122100"}');
INSERT INTO "op_value" VALUES('411122',14,X'6DD16F21CFFB236D7286419617CED111','{"name":"郑审计","role":"audit","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',15,X'6E0B4499FEB6D4B76415B3CAD216CE48','{"name":"冯管理","role":"admin","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',16,X'8FE1F6B59C22ECC9735A3DCE860F383B','{"name":"褚安委","role":"committee","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',17,X'E61CCB01E5F029AB5094699E516DB4DD','{"name":"卫消防","role":"dept","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',18,X'EFD219AF71A32C7F85956E4EA998965C','{"enterprise_id":"e-1","name":"韩安全","role":"ent_safety","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',19,X'E504FB06826A1B69952C6CC9CB80C17A','{"enterprise_id":"e-1","name":"杨经理","role":"ent_head","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',20,X'841C3AD3D2DBC72785AED57F81C19B72','{"enterprise_id":"e-2","name":"朱安全","role":"ent_safety","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',21,X'2C8C3DCB648EA323027AC0EBBA02A360','{"content":{"id":"electrical","items":[{"basis":[{"clause":"第三十条","name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","src":"V"}],"id":"elec-mgmt-01","major_criterion":[{"clause":"第三条第（二）项","name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","src":"V","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的"}],"method":["查资料"],"photo_required":true,"section":"mgmt","severity":"major","suggested_measure":"立即停止无证作业。","text":"电工持证","typical_finding":"电工无证上岗。"},{"basis":[{"clause":"4.3.2","name":"低压配电设计规范","number":"GB 50054-2011","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"id":"elec-sub-01","method":["看现场"],"photo_required":true,"section":"sub","severity":"general","suggested_measure":"改为向外开启。","text":"配电室门向外开启","typical_finding":"配电室门向内开启。"}],"sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"status":"draft","title":"用电安全专项检查表","version":"0.1.0"},"content_hash":"0000000000000000000000000000000000000000000000000000000000000000","name":"electrical","status":"draft","title":"用电安全专项检查表","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',22,X'7187536C9D96D41D99E8AE267D0C91C6','{"checklists":["electrical@0.1.0"],"enterprise":"e-1","lead":"p-exp1","members":["p-exp1","p-exp2"],"planned_date":"2026-11-23","track":"advisory"}');
INSERT INTO "op_value" VALUES('411122',23,X'D0E9CF9BAAB6460C380D4E746704EB71','{"at":"2026-11-23T02:00:00Z"}');
INSERT INTO "op_value" VALUES('411122',24,X'0477FB9A81CE3A00FC93B3CEEE43F710','"nok"');
INSERT INTO "op_value" VALUES('411122',25,X'63536793937331229FABA11C10803C80','"ok"');
INSERT INTO "op_value" VALUES('411122',26,X'6428892949C609CF5C0CD8335297A13E','{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',27,X'FDE76FE8D2CF5A0825EC13D7E68D72AC','"一号车间北侧配电室"');
INSERT INTO "op_value" VALUES('411122',28,X'6414115F756CBBC4234004AAE7CD2DF8','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "op_value" VALUES('411122',29,X'1C600D58171925ED08CF87A12041A521','"建议改为向外开启。"');
INSERT INTO "op_value" VALUES('411122',30,X'27667BCD8DFBF6C5628E4D29C54AB64A','7');
INSERT INTO "op_value" VALUES('411122',31,X'CA5B82C81A6C9AAD0C352C968D1C6BAD','{"at":"2026-11-23T02:00:00Z","h":480,"role":"scene","w":640}');
INSERT INTO "op_value" VALUES('411122',32,X'6C6811972662A1AA41191CA6A84E1EA7','{"agree":true,"text":""}');
INSERT INTO "op_value" VALUES('411122',33,X'31703512CEC6512E1F5F1CEE7AF2042F','{"manifest":{"hash":"38a82f43e2387495db4290263f5175a5293e1fb6c74ee51a48468f6e34cc0ee5","ops":["0mwtlzu1f-001-q1yf5328","0mwtlzu1f-002-q1yf5328","0mwtlzu1f-003-q1yf5328","0mwtlzu1f-004-q1yf5328","0mwtlzu1f-005-q1yf5328","0mwtlzu1f-006-q1yf5328","0mwtlzu1f-007-q1yf5328","0mwtlzu1f-008-q1yf5328","0mwtlzu1f-009-q1yf5328"],"photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]},"reason":"","version":1}');
INSERT INTO "op_value" VALUES('411122',34,X'59758216E4291D4ABB1A7F5BCE955CE5','{"fields":{"opinion":{"agree":true,"text":""}},"findings":1,"manifest_hash":"38a82f43e2387495db4290263f5175a5293e1fb6c74ee51a48468f6e34cc0ee5","outside":0,"version":1}');
INSERT INTO "op_value" VALUES('411122',35,X'A6A4F53B05A2C1FF2AC50049D68B00CC','{"enterprise":"e-1","facts":{"due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"location":"一号车间北侧配电室","measure":"建议改为向外开启。","photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"],"statement":"配电室门向内开启，未向疏散方向开启。","suspected_major":null},"found_on":"2026-11-23","township":"411122100","track":"advisory","version":1}');
INSERT INTO "op_value" VALUES('411122',36,X'27446E84144D182D17BBABC4A9757C59','{"checklists":["electrical@0.1.0"],"enterprise":"e-1","lead":"p-exp1","members":["p-exp1","p-exp2"],"planned_date":"2026-11-23","track":"advisory"}');
INSERT INTO "op_value" VALUES('411122',37,X'0EF232C95277295C3FE169AEF2E7A5F3','{"at":"2026-11-23T02:00:00Z"}');
INSERT INTO "op_value" VALUES('411122',38,X'06CAC73A4EE6FD1AD1FCE8D942749EAA','"nok"');
INSERT INTO "op_value" VALUES('411122',39,X'8F1CF8455603287280895E77734F2D39','"ok"');
INSERT INTO "op_value" VALUES('411122',40,X'722B835836B524D546BC0C1D416CC52A','{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',41,X'81460D6B38F372F5E4DEE7C3A39B3EFD','"一号车间北侧配电室"');
INSERT INTO "op_value" VALUES('411122',42,X'4D17488E0A7982350A2A492E3724FBC0','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "op_value" VALUES('411122',43,X'09B53A9B7BB327E1918421AF991180F3','"建议改为向外开启。"');
INSERT INTO "op_value" VALUES('411122',44,X'7D7514FEA85A549C3575254AB9BAB950','7');
INSERT INTO "op_value" VALUES('411122',45,X'58F84F1C60102C03DE2774C03CA8BFE1','{"at":"2026-11-23T02:00:00Z","h":480,"role":"scene","w":640}');
INSERT INTO "op_value" VALUES('411122',46,X'0A501FD782E230D3DF8092975FF0A818','{"agree":true,"text":""}');
INSERT INTO "op_value" VALUES('411122',47,X'2F4C290F6F93D528998293142E9EAD5F','{"manifest":{"hash":"05a7785c37336f57332e3fdbc899347624894806894fd08bfe73bf4b848f2ce3","ops":["0mwtlzu27-001-q1yf5328","0mwtlzu27-002-q1yf5328","0mwtlzu27-003-q1yf5328","0mwtlzu27-004-q1yf5328","0mwtlzu27-005-q1yf5328","0mwtlzu27-006-q1yf5328","0mwtlzu27-007-q1yf5328","0mwtlzu27-008-q1yf5328","0mwtlzu27-009-q1yf5328"],"photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]},"reason":"","version":1}');
INSERT INTO "op_value" VALUES('411122',48,X'28D9CE71A3B00DCB4C7621D282D33E13','{"fields":{"opinion":{"agree":true,"text":""}},"findings":1,"manifest_hash":"05a7785c37336f57332e3fdbc899347624894806894fd08bfe73bf4b848f2ce3","outside":0,"version":1}');
INSERT INTO "op_value" VALUES('411122',49,X'4A3D801C5E89D9AA04DB08B8456A8A84','{"enterprise":"e-1","facts":{"due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"location":"一号车间北侧配电室","measure":"建议改为向外开启。","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"],"statement":"配电室门向内开启，未向疏散方向开启。","suspected_major":null},"found_on":"2026-11-23","township":"411122100","track":"advisory","version":1}');
INSERT INTO "op_value" VALUES('411122',50,X'617DF47D624B92B17BDD93613E54AE44','{}');
INSERT INTO "op_value" VALUES('411122',51,X'7A0AEDC4EC3DD3AB5A0E87AC435EB601','{"severity":"general"}');
INSERT INTO "op_value" VALUES('411122',52,X'4BC5D81B06AD92C48B25E52E75C108C7','{"due_date":"2026-12-08"}');
INSERT INTO "op_value" VALUES('411122',53,X'E26398A158681AFDEB940750A1BB051D','{"enterprise":"e-1","findings":["214f08e6-b852-4cae-af08-4fcb0c3fc5b9"],"type":"doc_rectify_notice"}');
INSERT INTO "op_value" VALUES('411122',54,X'14303F6CD1AF7958BB86EBFD06F8C5C3','{"facts":{"area":"","campaign":"百名专家助千企","companion":"","doc_type":"doc_rectify_notice","enterprise":{"address":"临颍县产业集聚区经一路","industry":"农副食品加工业","name":"临颍县颍川食品有限公司","phone":"19900000001","principal":"杨经理","scale":"小型","uscc":"91411122000000001X"},"feedback_by":"2026-12-08","findings":[{"basis":[{"text":"《低压配电设计规范》（GB 50054-2011）第4.3.2条"},{"text":"《用电安全导则》"}],"due_date":"2026-12-08","due_text":"","location":"一号车间北侧配电室","measure":"建议改为向外开启。","n":1,"photos":[{"caption":"","label":"照片1-1（整改前）","sha256":"75852a370ea650446d8e896102ad532e1248995c61ac29ee67e38de733b7959b","stage":"before","taken_at":"2026-11-23T02:00:00Z"}],"severity":"general","severity_text":"","statement":"配电室门向内开启，未向疏散方向开启。"}],"highlights":"","issue_date":"2026-11-24","issued_at":"","issuer":"临颍县应急管理局","number":"临应急隐改〔2026〕1号","opinion":{"agree":true,"text":""},"org":{"abbr":"临","contact":"工贸科","name":"临颍县应急管理局","phone":"0395-0000000"},"seal":"demo","signatures":[],"system_name":"助千企平台","team":[{"lead":true,"name":"王建国","specialty":"电气","title":"高级工程师"},{"lead":false,"name":"李红霞","specialty":"电气","title":"高级工程师"}],"verify":null,"visit_date":"2026-11-23"},"number":"临应急隐改〔2026〕1号","seq":1,"year":2026}');
INSERT INTO "op_value" VALUES('411122',55,X'8A2EBBD02E069381F9AE881BF5CAA17F','{"bytes":114487,"pages":3,"sha256":"53c41d3a69213646cdbd91818a45e763117073f54e97c22553943cf540b5ae85"}');
INSERT INTO "op_value" VALUES('411122',56,X'1BCE3DC0EC156763CBA4BD0F732ED938','{"at":"2026-11-24T01:00:00Z","by":"p-sec","method":"direct","to":"杨经理"}');
INSERT INTO "op_value" VALUES('411122',57,X'0CF17A96F4C12CEEF9AF05D7320D3B2E','{"document":"e70286ce-155e-49b5-a1bb-d00e1c2c5e4c"}');
INSERT INTO "op_value" VALUES('411122',58,X'048A8A2FC33F41EFC6E15E3B84C149E4','{"at":"2026-11-24T01:05:00Z","name":"韩安全"}');
INSERT INTO "op_value" VALUES('411122',59,X'F4F7E43616C38C159C2C0E47EBEB8582','{"done_on":"2026-11-25","measure":"已改","owner":"韩安全","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}');
INSERT INTO "op_value" VALUES('411122',60,X'16BA29C04CF60CDB558E1D382B74F2EB','{"planned_date":"2026-11-26","reinspector":"p-sec"}');
INSERT INTO "op_value" VALUES('411122',61,X'B3AAE48EAD991751A06A588884E8358E','{"at":"2026-11-26T01:00:00Z","note":"合格","reinspector":"p-sec"}');
INSERT INTO "op_value" VALUES('411122',62,X'7C53F4FF25609C27CF6E46540E3FEF91','{}');
CREATE TABLE org (
	id TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	chain TEXT NOT NULL, 
	clock TEXT NOT NULL, 
	CONSTRAINT pk_org PRIMARY KEY (id)
);
INSERT INTO "org" VALUES('411122',62,'aa4fab99244f44bf56a4fdad65004ea39a0589e16bb6c0da73580568486afa9e','0mwtlzuvi-000-server00');
CREATE TABLE person (
	org_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	specialty TEXT, 
	title TEXT, 
	unit TEXT, 
	township_id TEXT, 
	enterprise_id TEXT, 
	cert_no TEXT, 
	phone TEXT, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (org_id, id)
);
INSERT INTO "person" VALUES('411122','p-exp1','王建国','expert','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-exp2','李红霞','expert','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-exp3','赵志强','expert','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-off1','周执法','officer','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-off2','吴执法','officer','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-sec','陈科员','section','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-lead','刘局长','leader','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-grid','孙网格','grid','电气','高级工程师',NULL,'411122100',NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-audit','郑审计','audit','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-admin','冯管理','admin','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-comm','褚安委','committee','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-dept','卫消防','dept','电气','高级工程师',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-ent1','韩安全','ent_safety','电气','高级工程师',NULL,NULL,'e-1',NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-head1','杨经理','ent_head','电气','高级工程师',NULL,NULL,'e-1',NULL,NULL,1);
INSERT INTO "person" VALUES('411122','p-ent2','朱安全','ent_safety','电气','高级工程师',NULL,NULL,'e-2',NULL,NULL,1);
CREATE TABLE photo (
	org_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	bytes INTEGER NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	received_at BIGINT NOT NULL, 
	uploaded_by TEXT NOT NULL, 
	CONSTRAINT pk_photo PRIMARY KEY (org_id, sha256)
);
INSERT INTO "photo" VALUES('411122','3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025',9220,640,480,1795459107810,'p-exp1');
INSERT INTO "photo" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66',8959,640,480,1795459107840,'p-exp1');
CREATE TABLE photo_ref (
	org_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	visit_id TEXT, 
	CONSTRAINT pk_photo_ref PRIMARY KEY (org_id, sha256, subject)
);
INSERT INTO "photo_ref" VALUES('411122','3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','f0261e09-f284-4641-8038-b4aaa0663717');
INSERT INTO "photo_ref" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','finding/731749fb-f3c1-44e4-b88c-cda5cedcaaf3','d1d683c3-29d7-4315-96ad-198536549807');
INSERT INTO "photo_ref" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','finding/214f08e6-b852-4cae-af08-4fcb0c3fc5b9','f0261e09-f284-4641-8038-b4aaa0663717');
CREATE TABLE session (
	token_hash TEXT NOT NULL, 
	org_id TEXT NOT NULL, 
	person_id TEXT, 
	link_id TEXT, 
	created_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	revoked_at BIGINT, 
	CONSTRAINT pk_session PRIMARY KEY (token_hash)
);
CREATE TABLE setting (
	org_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (org_id, id)
);
INSERT INTO "setting" VALUES('411122','bureau','{"name":"临颍县应急管理局","abbr":"临","demo":true,"system_name":"助千企平台","contact":"工贸科","phone":"0395-0000000"}');
CREATE TABLE township (
	org_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	CONSTRAINT pk_township PRIMARY KEY (org_id, id)
);
INSERT INTO "township" VALUES('411122','411122100','城关街道',NULL);
INSERT INTO "township" VALUES('411122','411122101','杜曲镇',NULL);
CREATE TABLE visit (
	org_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	state TEXT NOT NULL, 
	enterprise_id TEXT, 
	track TEXT NOT NULL, 
	planned_date TEXT, 
	lead_id TEXT, 
	members JSON NOT NULL, 
	checklists JSON NOT NULL, 
	version INTEGER NOT NULL, 
	manifest_hash TEXT, 
	manifest JSON, 
	reason TEXT, 
	started_at BIGINT, 
	submitted_at BIGINT, 
	received_at BIGINT, 
	signed JSON, 
	supplementary INTEGER NOT NULL, 
	updated_at BIGINT NOT NULL, 
	updated_seq BIGINT NOT NULL, 
	CONSTRAINT pk_visit PRIMARY KEY (org_id, id)
);
INSERT INTO "visit" VALUES('411122','f0261e09-f284-4641-8038-b4aaa0663717','received','e-1','advisory','2026-11-23','p-exp1','["p-exp1","p-exp2"]','["electrical@0.1.0"]',1,'38a82f43e2387495db4290263f5175a5293e1fb6c74ee51a48468f6e34cc0ee5','null',NULL,1795399200000,1795459107795,1795459107810,'{"opinion":{"agree":true,"text":""}}',0,1795459107810,34);
INSERT INTO "visit" VALUES('411122','d1d683c3-29d7-4315-96ad-198536549807','received','e-1','advisory','2026-11-23','p-exp1','["p-exp1","p-exp2"]','["electrical@0.1.0"]',1,'05a7785c37336f57332e3fdbc899347624894806894fd08bfe73bf4b848f2ce3','null',NULL,1795399200000,1795459107823,1795459107840,'{"opinion":{"agree":true,"text":""}}',0,1795459107840,48);
CREATE TABLE visit_member (
	org_id TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	CONSTRAINT pk_visit_member PRIMARY KEY (org_id, visit_id, person_id)
);
INSERT INTO "visit_member" VALUES('411122','f0261e09-f284-4641-8038-b4aaa0663717','p-exp1');
INSERT INTO "visit_member" VALUES('411122','f0261e09-f284-4641-8038-b4aaa0663717','p-exp2');
INSERT INTO "visit_member" VALUES('411122','d1d683c3-29d7-4315-96ad-198536549807','p-exp1');
INSERT INTO "visit_member" VALUES('411122','d1d683c3-29d7-4315-96ad-198536549807','p-exp2');
CREATE INDEX ix_document_org_id_enterprise_id ON document (org_id, enterprise_id);
CREATE INDEX ix_document_org_id_state_updated_at ON document (org_id, state, updated_at);
CREATE INDEX ix_document_org_id_visit_id ON document (org_id, visit_id);
CREATE INDEX ix_document_finding_org_id_finding_id ON document_finding (org_id, finding_id);
CREATE INDEX ix_enterprise_org_id_name ON enterprise (org_id, name);
CREATE INDEX ix_enterprise_org_id_township_id_name ON enterprise (org_id, township_id, name);
CREATE INDEX ix_finding_counted ON finding (org_id, state, due_date, severity, township_id, track, checklist, item, enterprise_id, found_on, closed_at);
CREATE INDEX ix_finding_listed ON finding (org_id, found_on, id, state, due_date, township_id, severity, track, checklist, item, enterprise_id);
CREATE INDEX ix_finding_org_id_enterprise_id_found_on ON finding (org_id, enterprise_id, found_on);
CREATE INDEX ix_finding_org_id_township_id_found_on_id ON finding (org_id, township_id, found_on, id);
CREATE INDEX ix_finding_org_id_visit_id ON finding (org_id, visit_id);
CREATE INDEX ix_link_org_id_document_id ON link (org_id, document_id);
CREATE INDEX ix_op_org_id_subject_seq ON op (org_id, subject, seq);
CREATE INDEX ix_op_org_id_visit_id_seq ON op (org_id, visit_id, seq);
CREATE INDEX ix_op_refused_org_id_id ON op_refused (org_id, id);
CREATE INDEX ix_op_refused_org_id_visit_id ON op_refused (org_id, visit_id);
CREATE INDEX ix_person_org_id_role_name ON person (org_id, role, name);
CREATE INDEX ix_photo_ref_org_id_visit_id ON photo_ref (org_id, visit_id);
CREATE INDEX ix_session_org_id_person_id ON session (org_id, person_id);
CREATE INDEX ix_visit_org_id_enterprise_id_planned_date ON visit (org_id, enterprise_id, planned_date);
CREATE INDEX ix_visit_org_id_planned_date_id ON visit (org_id, planned_date, id);
CREATE INDEX ix_visit_org_id_state_planned_date ON visit (org_id, state, planned_date);
CREATE INDEX ix_visit_member_org_id_person_id_visit_id ON visit_member (org_id, person_id, visit_id);
COMMIT;
