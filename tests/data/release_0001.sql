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
INSERT INTO "device" VALUES('411122','uyzq4ktm','测试平板',1795460937350,1795460937414,NULL,'test',NULL);
CREATE TABLE device_person (
	org_id TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	CONSTRAINT pk_device_person PRIMARY KEY (org_id, device_id, person_id)
);
INSERT INTO "device_person" VALUES('411122','uyzq4ktm','p-exp1');
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
INSERT INTO "document" VALUES('411122','b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84','served','doc_rectify_notice','e-1','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','["def0d30a-a40b-4426-8b9a-6d86fa71a3ec"]','临应急隐改〔2026〕1号',2026,1,'{"doc_type":"doc_rectify_notice","issuer":"临颍县应急管理局","org":{"name":"临颍县应急管理局","abbr":"临","contact":"工贸科","phone":"0395-0000000"},"enterprise":{"name":"临颍县颍川食品有限公司","uscc":"91411122000000001X","address":"临颍县产业集聚区经一路","industry":"农副食品加工业","scale":"小型","principal":"杨经理","phone":"19900000001"},"visit_date":"2026-11-23","number":"临应急隐改〔2026〕1号","issue_date":"2026-11-24","issued_at":"","campaign":"百名专家助千企","system_name":"助千企平台","companion":"","area":"","findings":[{"n":1,"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","basis":[{"text":"《低压配电设计规范》（GB 50054-2011）第4.3.2条"},{"text":"《用电安全导则》"}],"severity":"general","severity_text":"","measure":"建议改为向外开启。","due_date":"2026-12-08","due_text":"","photos":[{"sha256":"75852a370ea650446d8e896102ad532e1248995c61ac29ee67e38de733b7959b","caption":"","taken_at":"2026-11-23T02:00:00Z","label":"照片1-1（整改前）","stage":"before"}]}],"feedback_by":"2026-12-08","team":[{"name":"王建国","specialty":"电气","title":"高级工程师","lead":true},{"name":"李红霞","specialty":"电气","title":"高级工程师","lead":false}],"highlights":"","signatures":[],"opinion":{"agree":true,"text":""},"verify":null,"seal":"demo"}','8dd681434b72f18d3834128674d1ed41ce03ff4537086fe9e515a9a4e74a749c',114033,3,1795460937431,1795460938229,1795460938233,'{"method":"direct","at":"2026-11-24T01:00:00Z","to":"杨经理","by":"p-sec"}','{"name":"韩安全","at":"2026-11-24T01:05:00Z"}',NULL,1795460938237,58);
CREATE TABLE document_finding (
	org_id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	finding_id TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	CONSTRAINT pk_document_finding PRIMARY KEY (org_id, document_id, finding_id)
);
INSERT INTO "document_finding" VALUES('411122','b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84','def0d30a-a40b-4426-8b9a-6d86fa71a3ec',1);
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
INSERT INTO "finding" VALUES('411122','def0d30a-a40b-4426-8b9a-6d86fa71a3ec','closed','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','e-1','411122100','advisory',1,'electrical@0.1.0','elec-sub-01','general',NULL,'一号车间北侧配电室','配电室门向内开启，未向疏散方向开启。','建议改为向外开启。','null',7,'2026-12-08','2026-11-23','{"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","measure":"建议改为向外开启。","due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"suspected_major":null,"photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"],"taken":{"3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025":"2026-11-23T02:00:00Z"}}','["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]',NULL,NULL,NULL,NULL,'b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84',1,'{"measure":"已改","owner":"韩安全","done_on":"2026-11-25","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}','p-ent1','p-sec','2026-11-26','{"reinspector":"p-sec","at":"2026-11-26T01:00:00Z","note":"合格","result":"pass"}','["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]',1795460937397,1795460937429,1795460938233,1795460938240,1795460938245,1795460938245,62);
INSERT INTO "finding" VALUES('411122','b5cbd137-36ec-47cb-a8ee-581ff2944be8','submitted','a2ef2447-2413-49ef-99b0-d4346743337d','e-1','411122100','advisory',1,'electrical@0.1.0','elec-sub-01','general',NULL,'一号车间北侧配电室','配电室门向内开启，未向疏散方向开启。','建议改为向外开启。','null',7,NULL,'2026-11-23','{"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","measure":"建议改为向外开启。","due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"suspected_major":null,"photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"],"taken":{"425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66":"2026-11-23T02:00:00Z"}}','["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]',NULL,NULL,NULL,NULL,NULL,0,'null',NULL,NULL,NULL,'null','[]',1795460937424,NULL,NULL,NULL,NULL,1795460937424,49);
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
INSERT INTO "head" VALUES('411122','setting/bureau','record','0mwtn31pn-000-server00','0mwtn31pn',1,'system','{"name":"临颍县应急管理局","abbr":"临","demo":true,"system_name":"助千企平台","contact":"工贸科","phone":"0395-0000000"}');
INSERT INTO "head" VALUES('411122','township/411122100','record','0mwtn31pn-001-server00','0mwtn31pn',2,'system','{"name":"城关街道"}');
INSERT INTO "head" VALUES('411122','township/411122101','record','0mwtn31pn-002-server00','0mwtn31pn',3,'system','{"name":"杜曲镇"}');
INSERT INTO "head" VALUES('411122','enterprise/e-1','record','0mwtn31pn-003-server00','0mwtn31pn',4,'system','{"name":"临颍县颍川食品有限公司","uscc":"91411122000000001X","industry":"农副食品加工业","hazards":["dust","electrical"],"township_id":"411122100","address":"临颍县产业集聚区经一路","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","employees":60,"scale":"小型"}');
INSERT INTO "head" VALUES('411122','enterprise/e-2','record','0mwtn31pn-004-server00','0mwtn31pn',5,'system','{"name":"漯河淼犇机械有限公司","uscc":"91411122000000002X","industry":"农副食品加工业","hazards":["dust","electrical"],"township_id":"411122101","address":"临颍县产业集聚区经一路","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","employees":60,"scale":"小型"}');
INSERT INTO "head" VALUES('411122','person/p-exp1','record','0mwtn31pn-005-server00','0mwtn31pn',6,'system','{"name":"王建国","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-exp2','record','0mwtn31pn-006-server00','0mwtn31pn',7,'system','{"name":"李红霞","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-exp3','record','0mwtn31pn-007-server00','0mwtn31pn',8,'system','{"name":"赵志强","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-off1','record','0mwtn31pn-008-server00','0mwtn31pn',9,'system','{"name":"周执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-off2','record','0mwtn31pn-009-server00','0mwtn31pn',10,'system','{"name":"吴执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-sec','record','0mwtn31pn-00a-server00','0mwtn31pn',11,'system','{"name":"陈科员","role":"section","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-lead','record','0mwtn31pn-00b-server00','0mwtn31pn',12,'system','{"name":"刘局长","role":"leader","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-grid','record','0mwtn31pn-00c-server00','0mwtn31pn',13,'system','{"name":"孙网格","role":"grid","specialty":"电气","title":"高级工程师","township_id":"411122100"}');
INSERT INTO "head" VALUES('411122','person/p-audit','record','0mwtn31pn-00d-server00','0mwtn31pn',14,'system','{"name":"郑审计","role":"audit","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-admin','record','0mwtn31pn-00e-server00','0mwtn31pn',15,'system','{"name":"冯管理","role":"admin","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-comm','record','0mwtn31pn-00f-server00','0mwtn31pn',16,'system','{"name":"褚安委","role":"committee","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-dept','record','0mwtn31pn-00g-server00','0mwtn31pn',17,'system','{"name":"卫消防","role":"dept","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-ent1','record','0mwtn31pn-00h-server00','0mwtn31pn',18,'system','{"name":"韩安全","role":"ent_safety","specialty":"电气","title":"高级工程师","enterprise_id":"e-1"}');
INSERT INTO "head" VALUES('411122','person/p-head1','record','0mwtn31pn-00i-server00','0mwtn31pn',19,'system','{"name":"杨经理","role":"ent_head","specialty":"电气","title":"高级工程师","enterprise_id":"e-1"}');
INSERT INTO "head" VALUES('411122','person/p-ent2','record','0mwtn31pn-00j-server00','0mwtn31pn',20,'system','{"name":"朱安全","role":"ent_safety","specialty":"电气","title":"高级工程师","enterprise_id":"e-2"}');
INSERT INTO "head" VALUES('411122','checklist/electrical@0.1.0','record','0mwtn31pn-00k-server00','0mwtn31pn',21,'system','{"name":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","content_hash":"0000000000000000000000000000000000000000000000000000000000000000","content":{"id":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"items":[{"id":"elec-mgmt-01","section":"mgmt","text":"电工持证","method":["查资料"],"severity":"major","photo_required":true,"basis":[{"name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","clause":"第三十条","src":"V"}],"major_criterion":[{"name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","clause":"第三条第（二）项","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的","src":"V"}],"typical_finding":"电工无证上岗。","suggested_measure":"立即停止无证作业。"},{"id":"elec-sub-01","section":"sub","text":"配电室门向外开启","method":["看现场"],"severity":"general","photo_required":true,"basis":[{"name":"低压配电设计规范","number":"GB 50054-2011","clause":"4.3.2","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"typical_finding":"配电室门向内开启。","suggested_measure":"改为向外开启。"}]}}');
INSERT INTO "head" VALUES('411122','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','item','0mwtn31r6-003-uyzq4ktm','0mwtn31r6',26,'p-exp1','{"checklist":"electrical","version":"0.1.0","item":"elec-sub-01"}');
INSERT INTO "head" VALUES('411122','visit/c01d0fda-91f4-44dc-9341-cac7d6f8c34a','opinion','0mwtn31r6-009-uyzq4ktm','0mwtn31r6',32,'p-exp1','{"agree":true,"text":""}');
INSERT INTO "head" VALUES('411122','visit/c01d0fda-91f4-44dc-9341-cac7d6f8c34a','answer/elec-sub-01','0mwtn31r6-001-uyzq4ktm','0mwtn31r6',24,'p-exp1','"nok"');
INSERT INTO "head" VALUES('411122','visit/c01d0fda-91f4-44dc-9341-cac7d6f8c34a','answer/elec-mgmt-01','0mwtn31r6-002-uyzq4ktm','0mwtn31r6',25,'p-exp1','"ok"');
INSERT INTO "head" VALUES('411122','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','photo/3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','0mwtn31r6-008-uyzq4ktm','0mwtn31r6',31,'p-exp1','{"at":"2026-11-23T02:00:00Z","w":640,"h":480,"role":"scene"}');
INSERT INTO "head" VALUES('411122','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','measure','0mwtn31r6-006-uyzq4ktm','0mwtn31r6',29,'p-exp1','"建议改为向外开启。"');
INSERT INTO "head" VALUES('411122','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','due_days','0mwtn31r6-007-uyzq4ktm','0mwtn31r6',30,'p-exp1',7);
INSERT INTO "head" VALUES('411122','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','location','0mwtn31r6-004-uyzq4ktm','0mwtn31r6',27,'p-exp1','"一号车间北侧配电室"');
INSERT INTO "head" VALUES('411122','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','statement','0mwtn31r6-005-uyzq4ktm','0mwtn31r6',28,'p-exp1','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "head" VALUES('411122','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','location','0mwtn31s6-004-uyzq4ktm','0mwtn31s6',41,'p-exp1','"一号车间北侧配电室"');
INSERT INTO "head" VALUES('411122','visit/a2ef2447-2413-49ef-99b0-d4346743337d','answer/elec-sub-01','0mwtn31s6-001-uyzq4ktm','0mwtn31s6',38,'p-exp1','"nok"');
INSERT INTO "head" VALUES('411122','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','statement','0mwtn31s6-005-uyzq4ktm','0mwtn31s6',42,'p-exp1','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "head" VALUES('411122','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','photo/425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','0mwtn31s6-008-uyzq4ktm','0mwtn31s6',45,'p-exp1','{"at":"2026-11-23T02:00:00Z","w":640,"h":480,"role":"scene"}');
INSERT INTO "head" VALUES('411122','visit/a2ef2447-2413-49ef-99b0-d4346743337d','answer/elec-mgmt-01','0mwtn31s6-002-uyzq4ktm','0mwtn31s6',39,'p-exp1','"ok"');
INSERT INTO "head" VALUES('411122','visit/a2ef2447-2413-49ef-99b0-d4346743337d','opinion','0mwtn31s6-009-uyzq4ktm','0mwtn31s6',46,'p-exp1','{"agree":true,"text":""}');
INSERT INTO "head" VALUES('411122','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','item','0mwtn31s6-003-uyzq4ktm','0mwtn31s6',40,'p-exp1','{"checklist":"electrical","version":"0.1.0","item":"elec-sub-01"}');
INSERT INTO "head" VALUES('411122','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','measure','0mwtn31s6-006-uyzq4ktm','0mwtn31s6',43,'p-exp1','"建议改为向外开启。"');
INSERT INTO "head" VALUES('411122','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','due_days','0mwtn31s6-007-uyzq4ktm','0mwtn31s6',44,'p-exp1',7);
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
INSERT INTO "link" VALUES('411122','7649b052-cb00-4145-a42e-daa0fec7fb2a','b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84','read','c0183d3316f37d4360c10bf6de646b988cabe650ef730495027d54861a7f3891',NULL,1795460938146,NULL,NULL);
INSERT INTO "link" VALUES('411122','a936d9dc-188a-44b0-8489-fe5e4fdf6aa4','b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84','service','953b4458d8e5e0ef22ced286fc2eccd771d1903920b50e2e8d2639045072ace6',NULL,1795460938237,1803236938236,NULL);
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
INSERT INTO "op" VALUES('411122',1,'0mwtn31pn-000-server00',NULL,'setting/bureau','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','a7bbd0d53926992bc1010040441b6a604dcab98cafb5a6065f8ec9533a3c4849','a6f86abe80887ecd59c8023e917dd10a80d242eb6feee1b2bba2f140c0e58a59','fbcad231c20d1af3897bfd21e2f4f996fac4f62ed6f72b79971b4dd326c0dc5f');
INSERT INTO "op" VALUES('411122',2,'0mwtn31pn-001-server00',NULL,'township/411122100','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','fb707b0c2e1aca0f8c79c5c0305122bc6d4822294756b1f474b2cbffd541802b','2f48f55ff7c0658ce388e20fd290e31cac211ab87227fd0e413564015ddb3a11','e0fb546e389ce00fc226d91e64f5d28fe79d3e0f7a7f94d352b70363e96387f7');
INSERT INTO "op" VALUES('411122',3,'0mwtn31pn-002-server00',NULL,'township/411122101','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','c7c76d03c8a0a09abc1566923d2a9f4683db516c712ca639bc638b5563128e9b','2f67280c553ddf4ac0a10e97a95be23fa5802e5017ebd98b638a2833322b2586','5f4f16b16cdf9e33683318f25f8e95ad3ac15a5eaa3a3a112a3ea216733d2849');
INSERT INTO "op" VALUES('411122',4,'0mwtn31pn-003-server00',NULL,'enterprise/e-1','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','41525372d748d6fa45490ee3aa8ba96f3fbf9fd094d124711ef1418db323498a','83e1083ba1b20ebdbd7f67db9ccb9f2f87937bd4ce5d20683787fa4e9e7daf1d','8a648011501ba223a805d89230472b08ec9fb4f8fc873cc9eeffd5d08c9a5fe4');
INSERT INTO "op" VALUES('411122',5,'0mwtn31pn-004-server00',NULL,'enterprise/e-2','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','ae86b5150126d74b5279e5e1fa709b089ffcb9c276013806c6629e0990b34175','1d66b9254013b095b21f5621a6768f95cfd4e7022679d9ef3557144c7eb61892','6e4b8376ccdfdc3084945c9ea021da5a72bc2cb83b80237f855de0bd49e0b6a1');
INSERT INTO "op" VALUES('411122',6,'0mwtn31pn-005-server00',NULL,'person/p-exp1','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','a195632ff239b710fa598fce0ac5d78010645739bb30fe79dd72e42ad34a9bff','887aed2e793dcf0bae9d4443c757387f12640abd37db0672225d594eed2dc5b6','e146934d2b35b5adfd8c9023e097644bf20630a2e9a59367d25a553bf44f1dd6');
INSERT INTO "op" VALUES('411122',7,'0mwtn31pn-006-server00',NULL,'person/p-exp2','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','b9fcabb00ca7152d10e7a26572958b97ad3ea4ea46de756f3a8b587ef6d76557','4cb2171016b2ed5f589864bdb246b9e056936eb2f95692eb2fc510920b6cfe59','dcb4542e5a8fcbb21fe9b2ff48ba97f999f858cff6571d70554a0229c1ac6c29');
INSERT INTO "op" VALUES('411122',8,'0mwtn31pn-007-server00',NULL,'person/p-exp3','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','15f2d37e2f1dfad5caa30c1cc85b12280a73d9d0c4f59e3efa3c37be6b1f5f65','e24e862c753e24141aee18d863e2143195662e6cfd27384490a8e2817f50c50c','45868b8887edeccfba4855f0ff15a7a2036bfbf1e228a6b62830142f5a703b8c');
INSERT INTO "op" VALUES('411122',9,'0mwtn31pn-008-server00',NULL,'person/p-off1','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','77283f427aa379f0c1eb27ab099e7448734e17a6b8feb5eeb9b56c7559141fbd','02af201341d772587d1bc4e71b7dbd6adaf2ce0197732cf5cf62a20f8d5be86a','120e4ea1bdba58507b9db547fd2fb74ea564da96e5f541ee75536705189a44d9');
INSERT INTO "op" VALUES('411122',10,'0mwtn31pn-009-server00',NULL,'person/p-off2','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','b7be093ff18f550972661f5e387502c343370dc290c3e102fe3e10e8c8e0efc9','7fc5f4c9f2f498b739ac3d19f8ded40bc6128ec3259fd675b7f9ac4c02d6717e','bcc5c834ef1e89a7f3d92464b34d7a26b7ff34be4175fe9c432e9d3aaf8db9fd');
INSERT INTO "op" VALUES('411122',11,'0mwtn31pn-00a-server00',NULL,'person/p-sec','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','a7df9387e01865db522ce1b53faeba32346a4b3a47377a75310416c247bc6376','def91df787a363375ac9f637c6d0603d6071118c36f1367a1c3eee7d7271836b','8e6cb69d140c780ec201ddce2a5378ab9dde1edc56689d11441f2b9e4231554b');
INSERT INTO "op" VALUES('411122',12,'0mwtn31pn-00b-server00',NULL,'person/p-lead','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','893d29c2aa87cd848db842b274ad33a46c96d362aaa0688789b855c0c82627dd','db8277974ae97384ce81211c24aa5dbf92f0bcb3837228123cc7c7af68f928be','38d29a55fa6a824fd6377e4c613a19d76690cc49dad800fb9d3c55b14e6f94f8');
INSERT INTO "op" VALUES('411122',13,'0mwtn31pn-00c-server00',NULL,'person/p-grid','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','ce81549b8d47103c581851c65e279ff62c68e63f8e784a04b4ea16c92af6b7f0','d9ccbb99eb2d2246207dc93ef42e327938ef7e32ff4d99f2877b6b7bdab1ec13','249851b3085235c1ddc5938735773d02e07696c6316db618e1c69902518ba659');
INSERT INTO "op" VALUES('411122',14,'0mwtn31pn-00d-server00',NULL,'person/p-audit','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','f903ac7ef9c32677d31081696e613d22699b8ad4c8d2c138519dddb5bd08847a','9fee468014513db1914eefe208a481ed76e36d2234706c6212e880c932286406','52845910cffc2ab9a9e35abdff369b5c76c91dcb2227e3817f6d8fe914e8d9d9');
INSERT INTO "op" VALUES('411122',15,'0mwtn31pn-00e-server00',NULL,'person/p-admin','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','28abe91f589a800bb0994006c818ff7d4344f9be24c36d023a1f33351e0543ab','140053caef3c961889df4f8b42869616931bcdd0b51cf4464dda1750c775580b','8406103a3c8954b13ffba4e6f2ac8cdda6e8edfdcdf80aff24231a10889d2755');
INSERT INTO "op" VALUES('411122',16,'0mwtn31pn-00f-server00',NULL,'person/p-comm','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','e06a7dfecaa5317db5b704d062b2f97c2ba986c1890fa556c02967b0d7bf02e7','df22fdb7b57ccff34467372c538578bfe9dcfd354345a76e49eca69f80f168c5','3058914a08f06827c09e239c1af76251c4511d4cec97408504c9ad128c5e3428');
INSERT INTO "op" VALUES('411122',17,'0mwtn31pn-00g-server00',NULL,'person/p-dept','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','0a9a713ed35ad0c420815c7b70067c2c6941d0d059b11e77e25c49aebaeb9147','200d6726d81fc143d726148a1b6f3feb1187f11730112473c5c3bda80c0be066','a437cecd151508adb9de85b216cb9c14c8e8fa63d318f9e7c750c0b5c8a1413b');
INSERT INTO "op" VALUES('411122',18,'0mwtn31pn-00h-server00',NULL,'person/p-ent1','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','c514ecb616ad78216c70858ab3c27c0ac112e502d576a6001f5ff5f67a49780c','ae47c9177732832dee9f30a50dcf6220e3e9bfe37e9448eae8bc7753240032b0','d2e125459c43396c5b85570de59672b188dd5e63eb08264c3ab7032f95aa800d');
INSERT INTO "op" VALUES('411122',19,'0mwtn31pn-00i-server00',NULL,'person/p-head1','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','904d09add739824620461824aa51344fb4e9fa121102f681c2c866526c1d8387','c44b32a178cb8449e17c739a43c07477e4c5c0b5c45920a9f5183f83ac98c389','1f4ae4b1daefc8e5c96a370f954dfe49b29827c3c19f83a632d825d54024735b');
INSERT INTO "op" VALUES('411122',20,'0mwtn31pn-00j-server00',NULL,'person/p-ent2','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','2e821f1d03f0fc3af143113aacdafee83554d91003f1df9cdf35fe42a7801636','4cc315858acb663ff2d73b90cd64ba6ca88afdbafa5b83353fee3042db1240f0','58f72668a96c46a35838cbe009ca54e6e2e2c7e90b28436fafd5f1ab226cf8e5');
INSERT INTO "op" VALUES('411122',21,'0mwtn31pn-00k-server00',NULL,'checklist/electrical@0.1.0','set','record','[]','system','server00','system',1795460937323,'0mwtn31pn','386336f7ee02d52110eee089322aabb32fe2846cff9b666fa8e39349c38926e3','ef65d83a91d7781dda0811e36a7b1b6eae682dcc80328bfaf769c90bd04c16c4','8649c5953b7911061204dbd1b114ba1c02429c69a607d1dc28a2ebe81d628e5d');
INSERT INTO "op" VALUES('411122',22,'0mwtn31qv-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','visit/c01d0fda-91f4-44dc-9341-cac7d6f8c34a','event','plan','[]','p-sec','server00','p-sec',1795460937367,'0mwtn31qv','ae4805889572daa85d8f590bee0baa415868405d3f5b5436721b2a096dd33205','187d6ad4d65a51ed18e1cd25d26e72f7c462153eda32d4ef85956a13e09f6374','a922e9c793ac51853e4c9e961c6eed6ac5b0ee91cdbb3e5ec0b417c7b8d44700');
INSERT INTO "op" VALUES('411122',23,'0mwtn31r6-000-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','visit/c01d0fda-91f4-44dc-9341-cac7d6f8c34a','event','start','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','a282a32b1208d35b7565c3f71b18d372cf1a3d626465542614458298bc11cea0','c178af9a4c663175c6106c819b406b2677bc8eb6eb85475ed2406f05ef20d096','02530327bdadca06f7844f96db9ed6014970a27a71dff073c15afe3bc651adcb');
INSERT INTO "op" VALUES('411122',24,'0mwtn31r6-001-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','visit/c01d0fda-91f4-44dc-9341-cac7d6f8c34a','set','answer/elec-sub-01','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','85ca7ec84cfc49f6504138269ba36f49130ba012dd2b5d04bfb9e0c978062a6e','52f4cde3427959be422cc491a2fc55774c978032eda4ac5cc7c5f91897a15e4e','269424e4f7b6e6f256b5cca285bb2858c8fc468b41821018aaf22a82c37f64f9');
INSERT INTO "op" VALUES('411122',25,'0mwtn31r6-002-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','visit/c01d0fda-91f4-44dc-9341-cac7d6f8c34a','set','answer/elec-mgmt-01','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','5a057fcfa879b7423390ff3135225646d4818d416dd11d02f0a5237c7190d131','d5f4529e13ab5e1ec465b3c697f43a068cf8bb9d864e7239ae1834784ac65940','32e707dd2de1b77a24ba6e48145313d90d58f2f1e303f2f1fb6eb905fdc3f122');
INSERT INTO "op" VALUES('411122',26,'0mwtn31r6-003-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','set','item','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','6586d415631ac61b21dfba90d2303dec06dd5ef2080139f8900530b82a18e2a5','27011b55598ca6860a575ca21f3b61b6399f37480d5deaf75d3212f4dd9f1fbf','7728f2566510f251c4f2a4210b42a9109f36e00a7fbc2080ef42bba23ff6f072');
INSERT INTO "op" VALUES('411122',27,'0mwtn31r6-004-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','set','location','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','d0b9fa1960a4c4d170c36b6b1519f92be80dc40c385945fa47498232096247bf','a0d7e1d4e76e28154de72292428af9d4241fbfb8df29141b143caf2725d3b2c4','b6d1388b3aecf36767af8419b0e026913e9f279577a512fb664e821efaa5c209');
INSERT INTO "op" VALUES('411122',28,'0mwtn31r6-005-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','set','statement','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','8a4811920808757f541a8e18256123f236692b23fdf2fd2d924d38521f0164f6','6f2e7ee669d48a1a6083f738a32f9df600686d79c1c3c11019a94d45c84d6f20','ae31f38b48215e6fbef8f6a0c53f9c4679f2223f4ada07246846b3a4479a5f18');
INSERT INTO "op" VALUES('411122',29,'0mwtn31r6-006-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','set','measure','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','4fbd172f5cf8f9aebb2a73a2d5d2d500d015d9f629b4b1a4867c34f6887dfb30','c5f202df99b72dadfbbe5f84b29f6e325073123dc715f2f8110614a8661da75f','8bc14f2a27f29305b8b47c824579c22d95998a5c1c6c5206e57eff8b9f33f045');
INSERT INTO "op" VALUES('411122',30,'0mwtn31r6-007-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','set','due_days','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','ba779779e16b07e4a44f8d37549fd9304ab8bb3e860f4f61709dda40bf71fc28','31f77a7d3706b6034fb13493c85b2b04a373322fc9b8321cd3076e866a42bcb6','d112e39b6b2261cd7f163c9e44eaa48ae574c43e5c2c6995370299f85b1eaaa3');
INSERT INTO "op" VALUES('411122',31,'0mwtn31r6-008-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','set','photo/3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','f6e22709731f5a7363bf248506972f770d96113bc7e3a075901578ba7286edc8','a93cc809e1ec4bf0c04487a791f7c690955c4c1c177e793978c1130e3f9c736c','293956b630d548b68006e511f7378cc51b79783361f8daedf67df296af619991');
INSERT INTO "op" VALUES('411122',32,'0mwtn31r6-009-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','visit/c01d0fda-91f4-44dc-9341-cac7d6f8c34a','set','opinion','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','e0dfc88c5ce4579183630306e9c86ef070dce117351a74ba9cecb37f946d2377','3105a201a5a3eed50a9b71fc7e5bc8bade09ceeb256d2c2e002d23b44e417f98','fcc202a76521998e71caec47232ff85c4a7b64e55af1a2dfb19113b67f4979f2');
INSERT INTO "op" VALUES('411122',33,'0mwtn31r6-00a-uyzq4ktm','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','visit/c01d0fda-91f4-44dc-9341-cac7d6f8c34a','event','submit','[]','p-exp1','uyzq4ktm','p-exp1',1795460937378,'0mwtn31r6','01310c1b21c5ea043a880c90a6bbfa18b041407476b6767eee17609823ff4191','21e198015bec3de7fdc38b9e0626e1d0d9b80f3edb45b8efd4318233ff2dde61','364171253a88ca8fca8c488e112297378406d79797cb09cdb6528a612ff7ff35');
INSERT INTO "op" VALUES('411122',34,'0mwtn31rp-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','visit/c01d0fda-91f4-44dc-9341-cac7d6f8c34a','event','received','[]','system','server00','system',1795460937397,'0mwtn31rp','9110dba700e93147711fd10f2b3ce87127eaf49d5107507eee2fb39eb4a6f35d','cdbec87b6b67101f9f5b4264f025beb438a9a52282dfc16874e1b69edf334775','fdb60be1fd7c3eacbbd405ee922e3529dfdc623441634b3660dc2f94a9ce1ead');
INSERT INTO "op" VALUES('411122',35,'0mwtn31rp-001-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','event','submit','[]','system','server00','system',1795460937397,'0mwtn31rp','167a1b5e317bd1fcd7282e556fb2c47d4eb544069931092ff9fbb1578cee8a67','cabfbbfbdc77801667e45ebe5432485b0c14af5c5de5d2c860e0658f47ea04c5','5c6d87c17fb0f99a0c6d14d889eb9cc38b7b96d8e5394e3b4bbbefb9067a4af7');
INSERT INTO "op" VALUES('411122',36,'0mwtn31s3-000-server00','a2ef2447-2413-49ef-99b0-d4346743337d','visit/a2ef2447-2413-49ef-99b0-d4346743337d','event','plan','[]','p-sec','server00','p-sec',1795460937411,'0mwtn31s3','62131e95b8df8c8bda81bfbe2727841c5f71e4ead215e327f7dafa0498d1ea95','be1c432c41f645557830f0c97677cdfb4be19c8a8febc4077ec0e54fcdb94a92','dc679b8aeb1cdb2329b4e9d5a5912b89e342c4659d11f686ed79f432867e1924');
INSERT INTO "op" VALUES('411122',37,'0mwtn31s6-000-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','visit/a2ef2447-2413-49ef-99b0-d4346743337d','event','start','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','3657001f17c2bf1e008f1bf9aadfce58a610ad7d0364d8289f6aa903e7346cf7','6538d2563eea5f6ea1a1a4d88b3db66edbe517611bce88cc165567bf479d4228','046ea075dc78f48f5d884ddd191e240f4018ccd9652e841821b78cee944a0cc9');
INSERT INTO "op" VALUES('411122',38,'0mwtn31s6-001-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','visit/a2ef2447-2413-49ef-99b0-d4346743337d','set','answer/elec-sub-01','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','d6511029d5ddad61afdefaafabe97fafdc0a294cace44df0f1f58ac13102ab90','a952f70c6f488dff7585f957e9f1c5d2dee47771444ad965c0edc3cf06af73e5','daad5070513c928a3bccbc50ff1be383d7d216944d837e422f65374756935260');
INSERT INTO "op" VALUES('411122',39,'0mwtn31s6-002-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','visit/a2ef2447-2413-49ef-99b0-d4346743337d','set','answer/elec-mgmt-01','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','4f1346cc473dd1bf1f4723f0663cf4a8f22c9fd5b8d00608531f0ffe38b01911','68a614f9ac1a587bf9c7b57adfcea195c68602f408f6212594267e479ffebb98','19b5a61d3c8766164becc6660f423c9e69d9ba8371cdaabaa934edd466eedf8a');
INSERT INTO "op" VALUES('411122',40,'0mwtn31s6-003-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','set','item','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','5dc6ca4aeb79e43b6769d2866aff104b32bf5d531fd7c167594132d9f7288aca','2cae1b21f34018f3542da84272b4f605853bc60be274be4ab48f1166ccf03457','0f24d56efd0e25bfd1b441c2b0a3eb5dc1d1d89af8c6a0217bd367d516465400');
INSERT INTO "op" VALUES('411122',41,'0mwtn31s6-004-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','set','location','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','87965075c2c458ec854a6046f91f4bd85e938ef84b01aed4725acb840701c798','f3b00b43bb60fb464b6d1c64d6fbbd55752b8014aa0730980f21a1c1ca398487','08c6d9669a1caa9c699a866b870bcbef2701b90691e11ee17325c16ae8c772b1');
INSERT INTO "op" VALUES('411122',42,'0mwtn31s6-005-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','set','statement','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','23966c689b63d6a29216a9df181baeed03e0cd50b22dbbce1ca5c23379e46aba','525ea97473a12b690f24339a754f63d21636b63de59d7c5cbc6202012282b997','a55ea18ce32cd59e9c8f5d8037b263fc7288b5ee5b006e35dd0537fdffa6e34c');
INSERT INTO "op" VALUES('411122',43,'0mwtn31s6-006-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','set','measure','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','ffb13752392d2066d0dd1c29a07a1ee062a3c37cd6e691ba88a60b8f97da2363','4488bff28e26d8e17a994caf1ff3ecb10a3b3f7c3f5c81e0cc50d6b0e589c553','67ccecc64fd86e6ca933eca49a9ec165a71831fc3dc7ac98ab1a77d6d0fb3586');
INSERT INTO "op" VALUES('411122',44,'0mwtn31s6-007-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','set','due_days','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','5f44e2c3964c343ea5b24725abb7deb3883663a637ef424f2b4a42b5936b4655','fd097e5e39d207252dd13e9ed1762072fb5a991e668a95d6e8adacc95f78af3a','4734be3bea0fa4e6c99a684e4b718a69d0bac5d6fef47da42ece82ac519b7f77');
INSERT INTO "op" VALUES('411122',45,'0mwtn31s6-008-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','set','photo/425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','bd9f8aeb41d11c814301202df2752c709924fff08db323230ef720920f4a7b44','b5309c445860f027a53cffa905823889b97544f9612d45b906aaf14ad48c46a8','7d82e647129b6da27b3428bdf86244756d303165fc8eb89874ced9929bbee85d');
INSERT INTO "op" VALUES('411122',46,'0mwtn31s6-009-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','visit/a2ef2447-2413-49ef-99b0-d4346743337d','set','opinion','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','f8d15e0fb8fbec0a9c74e87a21591275600076f2a403818966ab0b4878f96ba3','0f2d83ca9ea4de9b2d0210b7e0555e2b9f7226028464c479e7f732486fbb51c5','b070dc8de1633dc31e535f5d0828ba4d097319ab4a538e0f4fb4d5a3597fc6a8');
INSERT INTO "op" VALUES('411122',47,'0mwtn31s6-00a-uyzq4ktm','a2ef2447-2413-49ef-99b0-d4346743337d','visit/a2ef2447-2413-49ef-99b0-d4346743337d','event','submit','[]','p-exp1','uyzq4ktm','p-exp1',1795460937414,'0mwtn31s6','464a1cfeaeb342a7e47024af403fcc4e9dc373cdd55f8df2f5e1c6a0689d4f5a','77016dceff782881b843d6e0d68feb66a048ac9bb4589601bffbf413ee12e635','7dbe9ce1385dd4c406ae32332c9b3655235b6dafd007ff81e70401240ee08cdb');
INSERT INTO "op" VALUES('411122',48,'0mwtn31sg-000-server00','a2ef2447-2413-49ef-99b0-d4346743337d','visit/a2ef2447-2413-49ef-99b0-d4346743337d','event','received','[]','system','server00','system',1795460937424,'0mwtn31sg','3592eeb57557df77487fb171674976f558e25c5f3f151908c9dba02072d65a69','67f1ba4ec7428be075ddec345982d1c0cba521a9b7d2c4dc58be64d1c62f8fbd','70766f466c4c041c4b0e9e70ec99abaf21f6637625ef8f38602d4c175c7182da');
INSERT INTO "op" VALUES('411122',49,'0mwtn31sg-001-server00','a2ef2447-2413-49ef-99b0-d4346743337d','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','event','submit','[]','system','server00','system',1795460937424,'0mwtn31sg','36d36ec60cf69402430b3d9cdb6b89e0029db9294d322fe3afa20e81fbae9798','9136da9b215e8c550014ee4f33c83c67cc10b05acdac55cfeace5e262f1ac011','c1c327b3e838f529095793f61393e3f9d722643dabe3dd1e186bbc380c58bbeb');
INSERT INTO "op" VALUES('411122',50,'0mwtn31sl-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','event','confirm','[]','p-sec','server00','p-sec',1795460937429,'0mwtn31sl','cb4311d694002bef8e23dcf5dee8c4124dbdc3f061add9685e1ff691aef3d218','49a71cec90d98143097f999abf2c2a95bfebf4870b6fae8bf9febd311954d5ed','9e7cc76388663b16a7db7bc85c50a1134f491015255197827b3b99c7a5fb454b');
INSERT INTO "op" VALUES('411122',51,'0mwtn31sl-001-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','event','grade','[]','p-sec','server00','p-sec',1795460937429,'0mwtn31sl','03e722493ddabdcb4a932399dac8843bd57ce28b0f56b2d5323a5cb61f350f95','7afef9c9120de75b72ff7c4d21acd0fb0c7685b5d118480445e174d08502c245','d66d29e845c4575fd3df7050ede66df4121595f0c5e524db2e0b331d4ea6ef49');
INSERT INTO "op" VALUES('411122',52,'0mwtn31sl-002-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','event','assign','[]','p-sec','server00','p-sec',1795460937429,'0mwtn31sl','2f04f114324269c7a41b060bb9d4c89b7137bf854a5dabce5587c874c31ac1e8','3d5fd65896b4832468c362b60a558b1553d6505429e0c9967a2ee64a4def1adf','0a2c608faba72c27417c71f444a8a1e4ce5b36684166dbd8258bca52f19cb6d8');
INSERT INTO "op" VALUES('411122',53,'0mwtn31sn-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','document/b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84','event','draft','[]','p-sec','server00','p-sec',1795460937431,'0mwtn31sn','0c90d6ccd8a1d1d4f7d2cee7753d95f71222298bb962e90462f0621f4f8fcbe9','d9515fef4c1008c16a0ad345f72960c611c7e13db29a0d0610eeae3d578c0e11','5fbb4ca79c4c83c6fb9338d42dc56be75ffc1a3ca55dad6f2915e70baa385818');
INSERT INTO "op" VALUES('411122',54,'0mwtn32cb-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','document/b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84','event','issue','[]','p-lead','server00','p-lead',1795460938139,'0mwtn32cb','ab913785bf8aa3ad4c2a40050377c7501f7ebd00c98d825c0e13621b01cf34dc','90b2f83c9f1060211d93fa3f6c6a41fe3cbd414638ef605b584b7457b5b9fc90','0aa21c8d91351accc1ec69305db3faa7a56bb82a5b727a96310e114f0ab83ec1');
INSERT INTO "op" VALUES('411122',55,'0mwtn32et-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','document/b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84','event','issued','[]','system','server00','system',1795460938229,'0mwtn32et','d9cece1d2274085ed01d9e7d4b6bfe3ebad8b3f6dc15ee384e4d0af60e91835a','e812ec8b6a8adf63642e1adb2dac8b8ea4e6fcafd28f29ee4d771adc80532b45','fff87b05da580ef4284689922ee4d7c0877980c3d7110a3203511b33695109ff');
INSERT INTO "op" VALUES('411122',56,'0mwtn32ex-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','document/b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84','event','serve','[]','p-sec','server00','p-sec',1795460938233,'0mwtn32ex','b53c6cedacf749262c4c4f2c1b23109af3d3ce722985ec8d01fad8ad80eb5fe7','af3f5d37211eda6867d9aaa8aaf9f331d4597a41208367e18c01c25a1ad4d81d','9f843ebdb7d24e01d858cca8513a134ff93c286f22240fc1c05d8f7595321a6e');
INSERT INTO "op" VALUES('411122',57,'0mwtn32ex-001-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','event','notify','[]','p-sec','server00','p-sec',1795460938233,'0mwtn32ex','630d962d03a59cfa329711922af6cc44ce8d8ee2eaac1dba07e4c958d82c3206','140ebcc838d586b5d6f9056e8ee7898708dbd98f3e5668b58fc5df426c366c72','f675fe69388a1774f29ae25cfb83cc135e5f0ff32e4ba4e933561f0e4d70937b');
INSERT INTO "op" VALUES('411122',58,'0mwtn32f1-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','document/b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84','event','receipt','[]','p-ent1','server00','p-ent1',1795460938237,'0mwtn32f1','a32d7fa869d775682fc5f2c76c048522a0e64212617bbb37bb59a8d71b808918','4bfd3168797dc32161deca3df1b420c5591fee046d119cadee13ac408a32daba','727df1bbdb9bd18258d0ad3c6c4152b1699d03afa08070eae0f5a1ff22bcb554');
INSERT INTO "op" VALUES('411122',59,'0mwtn32f4-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','event','feedback','[]','p-ent1','server00','p-ent1',1795460938240,'0mwtn32f4','7f9d481e26e9bc26491ac71ed0aa465ea9f126b2fc453a69914c4f3006dc4894','a4ee2b32970aff930284ea6cee21135fc6de7fe6d4035a22349cdab39d41947e','d24cbff8facbfaa7a65712d38291df13b9e990503e9febae274728219260bb4c');
INSERT INTO "op" VALUES('411122',60,'0mwtn32f7-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','event','recheck','[]','p-sec','server00','p-sec',1795460938243,'0mwtn32f7','f1e67b2bdd5b5ff7461fe6681d58a312bda4ce0da8b58d8617c86febed2bf5f0','be14ea53109157381a40c47b305c6aa1529aa53ee147e71a52676bb6b83b757a','6904c0c29312e3496b50d417e814ca04ca4040e9457df7c6fa4937f47ebe375e');
INSERT INTO "op" VALUES('411122',61,'0mwtn32f7-001-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','event','pass','[]','p-sec','server00','p-sec',1795460938243,'0mwtn32f7','c05291fc6cb4fdb17446cd0227030068823fffacf9a8480d4921cf6ecd3a9296','ba88ffdd3e76e4fe11af7c4c2b6557591c67dc4784650238a9c36e71e538a1c0','1efb6fe4d70870306dc3c4bc929b46f2f3eaad0fb5b9435ac46d8b5dbfe18558');
INSERT INTO "op" VALUES('411122',62,'0mwtn32f9-000-server00','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','event','close_out','[]','p-sec','server00','p-sec',1795460938245,'0mwtn32f9','e981d6fac948282f6a85e512a87887b952c2fa136b78bdbcdea5afab0dfc6ad3','c47b2c6c5736378f178838906d82132fa3e2b8aa8bb4a431f25ceb4c2fa35fc7','e1dfa95405d2896cd42e154f0bfe40aef1981f758a0b3379420fddfd03323069');
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
INSERT INTO "op_value" VALUES('411122',1,X'F4ABC3C955CF64B6513C03345501CFEC','{"abbr":"临","contact":"工贸科","demo":true,"name":"临颍县应急管理局","phone":"0395-0000000","system_name":"助千企平台"}');
INSERT INTO "op_value" VALUES('411122',2,X'4FE4CEB2EE4FA9536E2E606952C1F69C','{"name":"城关街道"}');
INSERT INTO "op_value" VALUES('411122',3,X'F5A710202E1CB1F2AFF7087E2CEBB917','{"name":"杜曲镇"}');
INSERT INTO "op_value" VALUES('411122',4,X'D19BC1DCA47FEE178B7060B7DCAB3EB9','{"address":"临颍县产业集聚区经一路","employees":60,"hazards":["dust","electrical"],"industry":"农副食品加工业","name":"临颍县颍川食品有限公司","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","scale":"小型","township_id":"411122100","uscc":"91411122000000001X"}');
INSERT INTO "op_value" VALUES('411122',5,X'255774938B9B00A4560D3636EBB720ED','{"address":"临颍县产业集聚区经一路","employees":60,"hazards":["dust","electrical"],"industry":"农副食品加工业","name":"漯河淼犇机械有限公司","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","scale":"小型","township_id":"411122101","uscc":"91411122000000002X"}');
INSERT INTO "op_value" VALUES('411122',6,X'463EEF06F38CBF0BBCB00F0A0C427822','{"name":"王建国","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',7,X'21017E2E742632081276F3AF53CE20FF','{"name":"李红霞","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',8,X'55A381DD13478896D2C71D8A72A4127B','{"name":"赵志强","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',9,X'F70936240672467E8AF899F8F6B2BA66','{"name":"周执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',10,X'D56292746CA6F577A488F7956DE87AA7','{"name":"吴执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',11,X'6FAB96F26BB22F9DFBEFF1702D37214A','{"name":"陈科员","role":"section","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',12,X'4F9BC3BD7C6177FEE8900827711EC1E0','{"name":"刘局长","role":"leader","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',13,X'AD1EF3524F8AB7416485CA640044B828','{"name":"孙网格","role":"grid","specialty":"电气","title":"高级工程师","township_id":"411122100"}');
INSERT INTO "op_value" VALUES('411122',14,X'C91A77354B4E2AF364C247B93E6F628A','{"name":"郑审计","role":"audit","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',15,X'859BC5FE2A9DF60FB71480D0671DD17D','{"name":"冯管理","role":"admin","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',16,X'A5E7F1480C364B75B86B902610E6D0E4','{"name":"褚安委","role":"committee","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',17,X'BCE8D4AAE90D271BDDF4EB553D24AE05','{"name":"卫消防","role":"dept","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',18,X'0AB4E8070D6414DA2877D87317DDE633','{"enterprise_id":"e-1","name":"韩安全","role":"ent_safety","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',19,X'7BF25B9A1D8876617E70517EC1B5708D','{"enterprise_id":"e-1","name":"杨经理","role":"ent_head","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',20,X'C1B0CEB273B0F09040B62465242659AE','{"enterprise_id":"e-2","name":"朱安全","role":"ent_safety","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',21,X'3FF2D04E19F4DD2DEAC9CB6420DE4F92','{"content":{"id":"electrical","items":[{"basis":[{"clause":"第三十条","name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","src":"V"}],"id":"elec-mgmt-01","major_criterion":[{"clause":"第三条第（二）项","name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","src":"V","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的"}],"method":["查资料"],"photo_required":true,"section":"mgmt","severity":"major","suggested_measure":"立即停止无证作业。","text":"电工持证","typical_finding":"电工无证上岗。"},{"basis":[{"clause":"4.3.2","name":"低压配电设计规范","number":"GB 50054-2011","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"id":"elec-sub-01","method":["看现场"],"photo_required":true,"section":"sub","severity":"general","suggested_measure":"改为向外开启。","text":"配电室门向外开启","typical_finding":"配电室门向内开启。"}],"sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"status":"draft","title":"用电安全专项检查表","version":"0.1.0"},"content_hash":"0000000000000000000000000000000000000000000000000000000000000000","name":"electrical","status":"draft","title":"用电安全专项检查表","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',22,X'86085464F67065F8845F4DAE02D1BFF1','{"checklists":["electrical@0.1.0"],"enterprise":"e-1","lead":"p-exp1","members":["p-exp1","p-exp2"],"planned_date":"2026-11-23","track":"advisory"}');
INSERT INTO "op_value" VALUES('411122',23,X'7AEF2614231664EB290C4FD27FE49F4A','{"at":"2026-11-23T02:00:00Z"}');
INSERT INTO "op_value" VALUES('411122',24,X'169DF6D1678DBD0B901B93992B29D12B','"nok"');
INSERT INTO "op_value" VALUES('411122',25,X'3F37E20243C0644DE18FB7955CCEF44E','"ok"');
INSERT INTO "op_value" VALUES('411122',26,X'0B60AD717A3B681293F1BC4CA659EF52','{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',27,X'7F08F3470785BD5E9347C6589ADA4E16','"一号车间北侧配电室"');
INSERT INTO "op_value" VALUES('411122',28,X'E799A8787AA9891BA5C969A26F17EC4F','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "op_value" VALUES('411122',29,X'1306DB0805FC033819E1BD306F79A961','"建议改为向外开启。"');
INSERT INTO "op_value" VALUES('411122',30,X'7DEE184E56A5BF2AB31A9768A0AFC000','7');
INSERT INTO "op_value" VALUES('411122',31,X'4D223609534CBF66BB0210B96A449CED','{"at":"2026-11-23T02:00:00Z","h":480,"role":"scene","w":640}');
INSERT INTO "op_value" VALUES('411122',32,X'9AA6474209C13C94B58F627E49E05093','{"agree":true,"text":""}');
INSERT INTO "op_value" VALUES('411122',33,X'8D4F10D5B22482460FBE30E3E67B601F','{"manifest":{"hash":"9ffae97883625241315b457ef22f6f959aec0e579430e46dc551a64c0b1d49b2","ops":["0mwtn31r6-001-uyzq4ktm","0mwtn31r6-002-uyzq4ktm","0mwtn31r6-003-uyzq4ktm","0mwtn31r6-004-uyzq4ktm","0mwtn31r6-005-uyzq4ktm","0mwtn31r6-006-uyzq4ktm","0mwtn31r6-007-uyzq4ktm","0mwtn31r6-008-uyzq4ktm","0mwtn31r6-009-uyzq4ktm"],"photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]},"reason":"","version":1}');
INSERT INTO "op_value" VALUES('411122',34,X'B7FF2A80F942492B77316DAF31F4DBC9','{"fields":{"opinion":{"agree":true,"text":""}},"findings":1,"manifest_hash":"9ffae97883625241315b457ef22f6f959aec0e579430e46dc551a64c0b1d49b2","outside":0,"version":1}');
INSERT INTO "op_value" VALUES('411122',35,X'5CEA1165AC35722BD4FCECB1FA1584A6','{"enterprise":"e-1","facts":{"due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"location":"一号车间北侧配电室","measure":"建议改为向外开启。","photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"],"statement":"配电室门向内开启，未向疏散方向开启。","suspected_major":null,"taken":{"3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025":"2026-11-23T02:00:00Z"}},"found_on":"2026-11-23","township":"411122100","track":"advisory","version":1}');
INSERT INTO "op_value" VALUES('411122',36,X'F659DB8C869156E147255FDBA41ECACA','{"checklists":["electrical@0.1.0"],"enterprise":"e-1","lead":"p-exp1","members":["p-exp1","p-exp2"],"planned_date":"2026-11-23","track":"advisory"}');
INSERT INTO "op_value" VALUES('411122',37,X'7060C7F5C93A52A373E7E928F7FB4667','{"at":"2026-11-23T02:00:00Z"}');
INSERT INTO "op_value" VALUES('411122',38,X'7D0B373DBB5651D011439FF89C62AF0B','"nok"');
INSERT INTO "op_value" VALUES('411122',39,X'4F391C8445D6AA9B093E0392BF781900','"ok"');
INSERT INTO "op_value" VALUES('411122',40,X'E44D2155620D5D8BB57B00341A2762C6','{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',41,X'EFDD068EF25FB356DB46A4D9B0B10986','"一号车间北侧配电室"');
INSERT INTO "op_value" VALUES('411122',42,X'9E4649EC7A90548466635B9F7281D8E8','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "op_value" VALUES('411122',43,X'7DD9ACAF58BAD50FC3ED08908A18CF4B','"建议改为向外开启。"');
INSERT INTO "op_value" VALUES('411122',44,X'B648DE4DCA764C4AC3D5EC1A80AD785C','7');
INSERT INTO "op_value" VALUES('411122',45,X'23E3FA41A3D244FE286F1B837C924C40','{"at":"2026-11-23T02:00:00Z","h":480,"role":"scene","w":640}');
INSERT INTO "op_value" VALUES('411122',46,X'DBE0BE95DA45DE383CE5C846A2DCC14B','{"agree":true,"text":""}');
INSERT INTO "op_value" VALUES('411122',47,X'AF53FA825B81C3BAC3F2F4CC11DF0B60','{"manifest":{"hash":"a78faca41e7d95cdfc315f6ac9a670d53b36543bda2177c669df5597bf543a42","ops":["0mwtn31s6-001-uyzq4ktm","0mwtn31s6-002-uyzq4ktm","0mwtn31s6-003-uyzq4ktm","0mwtn31s6-004-uyzq4ktm","0mwtn31s6-005-uyzq4ktm","0mwtn31s6-006-uyzq4ktm","0mwtn31s6-007-uyzq4ktm","0mwtn31s6-008-uyzq4ktm","0mwtn31s6-009-uyzq4ktm"],"photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]},"reason":"","version":1}');
INSERT INTO "op_value" VALUES('411122',48,X'BE797502BF42D3859E51732B69672B58','{"fields":{"opinion":{"agree":true,"text":""}},"findings":1,"manifest_hash":"a78faca41e7d95cdfc315f6ac9a670d53b36543bda2177c669df5597bf543a42","outside":0,"version":1}');
INSERT INTO "op_value" VALUES('411122',49,X'0FD5D50D75E012B64C68847974642EAB','{"enterprise":"e-1","facts":{"due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"location":"一号车间北侧配电室","measure":"建议改为向外开启。","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"],"statement":"配电室门向内开启，未向疏散方向开启。","suspected_major":null,"taken":{"425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66":"2026-11-23T02:00:00Z"}},"found_on":"2026-11-23","township":"411122100","track":"advisory","version":1}');
INSERT INTO "op_value" VALUES('411122',50,X'ADB63D6F888779181B732FC17A9680B0','{}');
INSERT INTO "op_value" VALUES('411122',51,X'726B8AB02B301D212DF4E4F50619C0AD','{"severity":"general"}');
INSERT INTO "op_value" VALUES('411122',52,X'62AE073849A8EFD0C54C857D97CFAD0E','{"due_date":"2026-12-08"}');
INSERT INTO "op_value" VALUES('411122',53,X'2F600EEB477C498495B2C8C9069F1890','{"enterprise":"e-1","findings":["def0d30a-a40b-4426-8b9a-6d86fa71a3ec"],"type":"doc_rectify_notice"}');
INSERT INTO "op_value" VALUES('411122',54,X'D3C15E5D0E25749E9C9F9B7775375EEE','{"facts":{"area":"","campaign":"百名专家助千企","companion":"","doc_type":"doc_rectify_notice","enterprise":{"address":"临颍县产业集聚区经一路","industry":"农副食品加工业","name":"临颍县颍川食品有限公司","phone":"19900000001","principal":"杨经理","scale":"小型","uscc":"91411122000000001X"},"feedback_by":"2026-12-08","findings":[{"basis":[{"text":"《低压配电设计规范》（GB 50054-2011）第4.3.2条"},{"text":"《用电安全导则》"}],"due_date":"2026-12-08","due_text":"","location":"一号车间北侧配电室","measure":"建议改为向外开启。","n":1,"photos":[{"caption":"","label":"照片1-1（整改前）","sha256":"75852a370ea650446d8e896102ad532e1248995c61ac29ee67e38de733b7959b","stage":"before","taken_at":"2026-11-23T02:00:00Z"}],"severity":"general","severity_text":"","statement":"配电室门向内开启，未向疏散方向开启。"}],"highlights":"","issue_date":"2026-11-24","issued_at":"","issuer":"临颍县应急管理局","number":"临应急隐改〔2026〕1号","opinion":{"agree":true,"text":""},"org":{"abbr":"临","contact":"工贸科","name":"临颍县应急管理局","phone":"0395-0000000"},"seal":"demo","signatures":[],"system_name":"助千企平台","team":[{"lead":true,"name":"王建国","specialty":"电气","title":"高级工程师"},{"lead":false,"name":"李红霞","specialty":"电气","title":"高级工程师"}],"verify":null,"visit_date":"2026-11-23"},"number":"临应急隐改〔2026〕1号","seq":1,"year":2026}');
INSERT INTO "op_value" VALUES('411122',55,X'CFED29568D86B1E273529DC44F8030FA','{"bytes":114033,"pages":3,"sha256":"8dd681434b72f18d3834128674d1ed41ce03ff4537086fe9e515a9a4e74a749c"}');
INSERT INTO "op_value" VALUES('411122',56,X'81CA4645849D15295F36B3E4BAD21949','{"at":"2026-11-24T01:00:00Z","by":"p-sec","method":"direct","to":"杨经理"}');
INSERT INTO "op_value" VALUES('411122',57,X'A2D02EAE3DE5692184C9936ED559C6EA','{"document":"b2dcf0db-cd32-4cdb-ae9a-aee0b0363a84"}');
INSERT INTO "op_value" VALUES('411122',58,X'B09C4CD4F9D180A8BE993FB438B3FD97','{"at":"2026-11-24T01:05:00Z","name":"韩安全"}');
INSERT INTO "op_value" VALUES('411122',59,X'D660CCE26BB4DBE2FDED0DDEC2BD9446','{"done_on":"2026-11-25","measure":"已改","owner":"韩安全","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}');
INSERT INTO "op_value" VALUES('411122',60,X'A4A59B4975772250439CCF3DBD1734D0','{"planned_date":"2026-11-26","reinspector":"p-sec"}');
INSERT INTO "op_value" VALUES('411122',61,X'30BFE3E2BDBE72CC8B8BC78797CDEB0C','{"at":"2026-11-26T01:00:00Z","note":"合格","reinspector":"p-sec"}');
INSERT INTO "op_value" VALUES('411122',62,X'181E5B0FED46169828D3C640AB69A9C5','{}');
CREATE TABLE org (
	id TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	chain TEXT NOT NULL, 
	clock TEXT NOT NULL, 
	CONSTRAINT pk_org PRIMARY KEY (id)
);
INSERT INTO "org" VALUES('411122',62,'e1dfa95405d2896cd42e154f0bfe40aef1981f758a0b3379420fddfd03323069','0mwtn32f9-000-server00');
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
INSERT INTO "photo" VALUES('411122','3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025',9220,640,480,1795460937397,'p-exp1');
INSERT INTO "photo" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66',8959,640,480,1795460937424,'p-exp1');
CREATE TABLE photo_ref (
	org_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	visit_id TEXT, 
	CONSTRAINT pk_photo_ref PRIMARY KEY (org_id, sha256, subject)
);
INSERT INTO "photo_ref" VALUES('411122','3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','c01d0fda-91f4-44dc-9341-cac7d6f8c34a');
INSERT INTO "photo_ref" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','finding/b5cbd137-36ec-47cb-a8ee-581ff2944be8','a2ef2447-2413-49ef-99b0-d4346743337d');
INSERT INTO "photo_ref" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','finding/def0d30a-a40b-4426-8b9a-6d86fa71a3ec','c01d0fda-91f4-44dc-9341-cac7d6f8c34a');
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
ANALYZE "sqlite_master";
INSERT INTO "sqlite_stat1" VALUES('account','sqlite_autoindex_account_1','11 11 1');
INSERT INTO "sqlite_stat1" VALUES('account','sqlite_autoindex_account_2','11 1');
INSERT INTO "sqlite_stat1" VALUES('checklist','sqlite_autoindex_checklist_1','6 6 1');
INSERT INTO "sqlite_stat1" VALUES('device','sqlite_autoindex_device_1','112 112 1');
INSERT INTO "sqlite_stat1" VALUES('device','sqlite_autoindex_device_2','112 1');
INSERT INTO "sqlite_stat1" VALUES('device_person','sqlite_autoindex_device_person_1','112 112 1 1');
INSERT INTO "sqlite_stat1" VALUES('document','ix_document_org_id_enterprise_id','6025 6025 5');
INSERT INTO "sqlite_stat1" VALUES('document','ix_document_org_id_state_updated_at','6025 6025 2009 1');
INSERT INTO "sqlite_stat1" VALUES('document','ix_document_org_id_visit_id','6025 6025 1');
INSERT INTO "sqlite_stat1" VALUES('document','sqlite_autoindex_document_1','6025 6025 1');
INSERT INTO "sqlite_stat1" VALUES('document','sqlite_autoindex_document_2','6025 6025 6025 2009 1');
INSERT INTO "sqlite_stat1" VALUES('document_finding','ix_document_finding_org_id_finding_id','18721 18721 1');
INSERT INTO "sqlite_stat1" VALUES('document_finding','sqlite_autoindex_document_finding_1','18721 18721 4 1');
INSERT INTO "sqlite_stat1" VALUES('enterprise','ix_enterprise_org_id_name','1795 1795 1');
INSERT INTO "sqlite_stat1" VALUES('enterprise','ix_enterprise_org_id_township_id_name','1795 1795 113 1');
INSERT INTO "sqlite_stat1" VALUES('enterprise','sqlite_autoindex_enterprise_1','1795 1795 1');
INSERT INTO "sqlite_stat1" VALUES('enterprise','sqlite_autoindex_enterprise_2','1795 1795 1');
INSERT INTO "sqlite_stat1" VALUES('finding','ix_finding_counted','20000 20000 1667 15 14 3 3 2 1 1 1 1');
INSERT INTO "sqlite_stat1" VALUES('finding','ix_finding_listed','20000 20000 40 1 1 1 1 1 1 1 1 1');
INSERT INTO "sqlite_stat1" VALUES('finding','ix_finding_org_id_enterprise_id_found_on','20000 20000 15 4');
INSERT INTO "sqlite_stat1" VALUES('finding','ix_finding_org_id_township_id_found_on_id','20000 20000 1250 6 1');
INSERT INTO "sqlite_stat1" VALUES('finding','ix_finding_org_id_visit_id','20000 20000 4');
INSERT INTO "sqlite_stat1" VALUES('finding','sqlite_autoindex_finding_1','20000 20000 1');
INSERT INTO "sqlite_stat1" VALUES('head','sqlite_autoindex_head_1','836812 836812 28 1 1');
INSERT INTO "sqlite_stat1" VALUES('link','ix_link_org_id_document_id','6026 6026 1');
INSERT INTO "sqlite_stat1" VALUES('link','sqlite_autoindex_link_1','6026 6026 1');
INSERT INTO "sqlite_stat1" VALUES('link','sqlite_autoindex_link_2','6026 1');
INSERT INTO "sqlite_stat1" VALUES('op','ix_op_org_id_subject_seq','1045771 1045771 29 1');
INSERT INTO "sqlite_stat1" VALUES('op','ix_op_org_id_visit_id_seq','1045771 1045771 147 1');
INSERT INTO "sqlite_stat1" VALUES('op','sqlite_autoindex_op_1','1045771 1045771 1');
INSERT INTO "sqlite_stat1" VALUES('op','sqlite_autoindex_op_2','1045771 1045771 1');
INSERT INTO "sqlite_stat1" VALUES('op_value','sqlite_autoindex_op_value_1','1045771 1045771 1');
INSERT INTO "sqlite_stat1" VALUES('org','sqlite_autoindex_org_1','1 1');
INSERT INTO "sqlite_stat1" VALUES('person','ix_person_org_id_role_name','1492 1492 150 1');
INSERT INTO "sqlite_stat1" VALUES('person','sqlite_autoindex_person_1','1492 1492 1');
INSERT INTO "sqlite_stat1" VALUES('photo','sqlite_autoindex_photo_1','288 288 1');
INSERT INTO "sqlite_stat1" VALUES('photo_ref','ix_photo_ref_org_id_visit_id','89832 89832 14');
INSERT INTO "sqlite_stat1" VALUES('photo_ref','sqlite_autoindex_photo_ref_1','89832 89832 312 1');
INSERT INTO "sqlite_stat1" VALUES('session','ix_session_org_id_person_id','10 10 5');
INSERT INTO "sqlite_stat1" VALUES('session','sqlite_autoindex_session_1','10 1');
INSERT INTO "sqlite_stat1" VALUES('setting','sqlite_autoindex_setting_1','2 2 1');
INSERT INTO "sqlite_stat1" VALUES('township','sqlite_autoindex_township_1','16 16 1');
INSERT INTO "sqlite_stat1" VALUES('visit','ix_visit_org_id_enterprise_id_planned_date','7136 7136 6 1');
INSERT INTO "sqlite_stat1" VALUES('visit','ix_visit_org_id_planned_date_id','7136 7136 15 1');
INSERT INTO "sqlite_stat1" VALUES('visit','ix_visit_org_id_state_planned_date','7136 7136 2379 11');
INSERT INTO "sqlite_stat1" VALUES('visit','sqlite_autoindex_visit_1','7136 7136 1');
INSERT INTO "sqlite_stat1" VALUES('visit_member','ix_visit_member_org_id_person_id_visit_id','17875 17875 160 1');
INSERT INTO "sqlite_stat1" VALUES('visit_member','sqlite_autoindex_visit_member_1','17875 17875 3 1');
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
INSERT INTO "visit" VALUES('411122','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','received','e-1','advisory','2026-11-23','p-exp1','["p-exp1","p-exp2"]','["electrical@0.1.0"]',1,'9ffae97883625241315b457ef22f6f959aec0e579430e46dc551a64c0b1d49b2','null',NULL,1795399200000,1795460937378,1795460937397,'{"opinion":{"agree":true,"text":""}}',0,1795460937397,34);
INSERT INTO "visit" VALUES('411122','a2ef2447-2413-49ef-99b0-d4346743337d','received','e-1','advisory','2026-11-23','p-exp1','["p-exp1","p-exp2"]','["electrical@0.1.0"]',1,'a78faca41e7d95cdfc315f6ac9a670d53b36543bda2177c669df5597bf543a42','null',NULL,1795399200000,1795460937414,1795460937424,'{"opinion":{"agree":true,"text":""}}',0,1795460937424,48);
CREATE TABLE visit_member (
	org_id TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	CONSTRAINT pk_visit_member PRIMARY KEY (org_id, visit_id, person_id)
);
INSERT INTO "visit_member" VALUES('411122','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','p-exp1');
INSERT INTO "visit_member" VALUES('411122','c01d0fda-91f4-44dc-9341-cac7d6f8c34a','p-exp2');
INSERT INTO "visit_member" VALUES('411122','a2ef2447-2413-49ef-99b0-d4346743337d','p-exp1');
INSERT INTO "visit_member" VALUES('411122','a2ef2447-2413-49ef-99b0-d4346743337d','p-exp2');
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
