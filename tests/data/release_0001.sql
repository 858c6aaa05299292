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
INSERT INTO "device" VALUES('411122','jjiyjv9u','测试平板',1795458504649,1795458504765,NULL,'test',NULL);
CREATE TABLE device_person (
	org_id TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	CONSTRAINT pk_device_person PRIMARY KEY (org_id, device_id, person_id)
);
INSERT INTO "device_person" VALUES('411122','jjiyjv9u','p-exp1');
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
INSERT INTO "document" VALUES('411122','dce85d44-9853-439d-9607-ca4989a52af4','served','doc_rectify_notice','e-1','1018d3ee-94fe-4c64-a8e8-975470834696','["b7b4a1a0-9635-4e3f-8af3-027668d02de2"]','临应急隐改〔2026〕1号',2026,1,'{"doc_type":"doc_rectify_notice","issuer":"临颍县应急管理局","org":{"name":"临颍县应急管理局","abbr":"临","contact":"工贸科","phone":"0395-0000000"},"enterprise":{"name":"临颍县颍川食品有限公司","uscc":"91411122000000001X","address":"临颍县产业集聚区经一路","industry":"农副食品加工业","scale":"小型","principal":"杨经理","phone":"19900000001"},"visit_date":"2026-11-23","number":"临应急隐改〔2026〕1号","issue_date":"2026-11-24","issued_at":"","campaign":"百名专家助千企","system_name":"助千企平台","companion":"","area":"","findings":[{"n":1,"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","basis":[{"text":"《低压配电设计规范》（GB 50054-2011）第4.3.2条"},{"text":"《用电安全导则》"}],"severity":"general","severity_text":"","measure":"建议改为向外开启。","due_date":"2026-12-08","due_text":"","photos":[{"sha256":"75852a370ea650446d8e896102ad532e1248995c61ac29ee67e38de733b7959b","caption":"","taken_at":"2026-11-23T02:00:00Z","label":"照片1-1（整改前）","stage":"before"}]}],"feedback_by":"2026-12-08","team":[{"name":"王建国","specialty":"电气","title":"高级工程师","lead":true},{"name":"李红霞","specialty":"电气","title":"高级工程师","lead":false}],"highlights":"","signatures":[],"opinion":{"agree":true,"text":""},"verify":null,"seal":"demo"}','1d4eab3f125f6731068b5bbb1ee8ec16577a887633de704ecedba3f6d6f06ea4',114046,3,1795458504812,1795458506644,1795458506664,'{"method":"direct","at":"2026-11-24T01:00:00Z","to":"杨经理","by":"p-sec"}','{"name":"韩安全","at":"2026-11-24T01:05:00Z"}',NULL,1795458506675,58);
CREATE TABLE document_finding (
	org_id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	finding_id TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	CONSTRAINT pk_document_finding PRIMARY KEY (org_id, document_id, finding_id)
);
INSERT INTO "document_finding" VALUES('411122','dce85d44-9853-439d-9607-ca4989a52af4','b7b4a1a0-9635-4e3f-8af3-027668d02de2',1);
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
INSERT INTO "finding" VALUES('411122','b7b4a1a0-9635-4e3f-8af3-027668d02de2','closed','1018d3ee-94fe-4c64-a8e8-975470834696','e-1','411122100','advisory',1,'electrical@0.1.0','elec-sub-01','general',NULL,'一号车间北侧配电室','配电室门向内开启，未向疏散方向开启。','建议改为向外开启。','null',7,'2026-12-08','2026-11-23','["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]',NULL,NULL,NULL,NULL,'dce85d44-9853-439d-9607-ca4989a52af4',1,'{"measure":"已改","owner":"韩安全","done_on":"2026-11-25","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}','p-ent1','p-sec','2026-11-26','{"reinspector":"p-sec","at":"2026-11-26T01:00:00Z","note":"合格","result":"pass"}','["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]',1795458504736,1795458504805,1795458506664,1795458506685,1795458506697,1795458506697,62);
INSERT INTO "finding" VALUES('411122','8a835c19-7761-4777-8f01-fe1ff7cb9e86','submitted','41fe3af7-0336-4e13-9830-124ff21ad616','e-1','411122100','advisory',1,'electrical@0.1.0','elec-sub-01','general',NULL,'一号车间北侧配电室','配电室门向内开启，未向疏散方向开启。','建议改为向外开启。','null',7,NULL,'2026-11-23','["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]',NULL,NULL,NULL,NULL,NULL,0,'null',NULL,NULL,NULL,'null','[]',1795458504793,NULL,NULL,NULL,NULL,1795458504793,49);
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
INSERT INTO "head" VALUES('411122','setting/bureau','record','0mwtlmwma-000-server00','0mwtlmwma',1,'system','{"name":"临颍县应急管理局","abbr":"临","demo":true,"system_name":"助千企平台","contact":"工贸科","phone":"0395-0000000"}');
INSERT INTO "head" VALUES('411122','township/411122100','record','0mwtlmwma-001-server00','0mwtlmwma',2,'system','{"name":"城关街道"}');
INSERT INTO "head" VALUES('411122','township/411122101','record','0mwtlmwma-002-server00','0mwtlmwma',3,'system','{"name":"杜曲镇"}');
INSERT INTO "head" VALUES('411122','enterprise/e-1','record','0mwtlmwma-003-server00','0mwtlmwma',4,'system','{"name":"临颍县颍川食品有限公司","uscc":"91411122000000001X","industry":"农副食品加工业","hazards":["dust","electrical"],"township_id":"411122100","address":"临颍县产业集聚区经一路","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","employees":60,"scale":"小型"}');
INSERT INTO "head" VALUES('411122','enterprise/e-2','record','0mwtlmwma-004-server00','0mwtlmwma',5,'system','{"name":"漯河淼犇机械有限公司","uscc":"91411122000000002X","industry":"农副食品加工业","hazards":["dust","electrical"],"township_id":"411122101","address":"临颍县产业集聚区经一路","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","employees":60,"scale":"小型"}');
INSERT INTO "head" VALUES('411122','person/p-exp1','record','0mwtlmwma-005-server00','0mwtlmwma',6,'system','{"name":"王建国","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-exp2','record','0mwtlmwma-006-server00','0mwtlmwma',7,'system','{"name":"李红霞","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-exp3','record','0mwtlmwma-007-server00','0mwtlmwma',8,'system','{"name":"赵志强","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-off1','record','0mwtlmwma-008-server00','0mwtlmwma',9,'system','{"name":"周执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-off2','record','0mwtlmwma-009-server00','0mwtlmwma',10,'system','{"name":"吴执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-sec','record','0mwtlmwma-00a-server00','0mwtlmwma',11,'system','{"name":"陈科员","role":"section","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-lead','record','0mwtlmwma-00b-server00','0mwtlmwma',12,'system','{"name":"刘局长","role":"leader","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-grid','record','0mwtlmwma-00c-server00','0mwtlmwma',13,'system','{"name":"孙网格","role":"grid","specialty":"电气","title":"高级工程师","township_id":"411122100"}');
INSERT INTO "head" VALUES('411122','person/p-audit','record','0mwtlmwma-00d-server00','0mwtlmwma',14,'system','{"name":"郑审计","role":"audit","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-admin','record','0mwtlmwma-00e-server00','0mwtlmwma',15,'system','{"name":"冯管理","role":"admin","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-comm','record','0mwtlmwma-00f-server00','0mwtlmwma',16,'system','{"name":"褚安委","role":"committee","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-dept','record','0mwtlmwma-00g-server00','0mwtlmwma',17,'system','{"name":"卫消防","role":"dept","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-ent1','record','0mwtlmwma-00h-server00','0mwtlmwma',18,'system','{"name":"韩安全","role":"ent_safety","specialty":"电气","title":"高级工程师","enterprise_id":"e-1"}');
INSERT INTO "head" VALUES('411122','person/p-head1','record','0mwtlmwma-00i-server00','0mwtlmwma',19,'system','{"name":"杨经理","role":"ent_head","specialty":"电气","title":"高级工程师","enterprise_id":"e-1"}');
INSERT INTO "head" VALUES('411122','person/p-ent2','record','0mwtlmwma-00j-server00','0mwtlmwma',20,'system','{"name":"朱安全","role":"ent_safety","specialty":"电气","title":"高级工程师","enterprise_id":"e-2"}');
INSERT INTO "head" VALUES('411122','checklist/electrical@0.1.0','record','0mwtlmwma-00k-server00','0mwtlmwma',21,'system','{"name":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","content_hash":"0000000000000000000000000000000000000000000000000000000000000000","content":{"id":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"items":[{"id":"elec-mgmt-01","section":"mgmt","text":"电工持证","method":["查资料"],"severity":"major","photo_required":true,"basis":[{"name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","clause":"第三十条","src":"V"}],"major_criterion":[{"name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","clause":"第三条第（二）项","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的","src":"V"}],"typical_finding":"电工无证上岗。","suggested_measure":"立即停止无证作业。"},{"id":"elec-sub-01","section":"sub","text":"配电室门向外开启","method":["看现场"],"severity":"general","photo_required":true,"basis":[{"name":"低压配电设计规范","number":"GB 50054-2011","clause":"4.3.2","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"typical_finding":"配电室门向内开启。","suggested_measure":"改为向外开启。"}]}}');
INSERT INTO "head" VALUES('411122','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','statement','0mwtlmwog-005-jjiyjv9u','0mwtlmwog',28,'p-exp1','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "head" VALUES('411122','visit/1018d3ee-94fe-4c64-a8e8-975470834696','answer/elec-sub-01','0mwtlmwog-001-jjiyjv9u','0mwtlmwog',24,'p-exp1','"nok"');
INSERT INTO "head" VALUES('411122','visit/1018d3ee-94fe-4c64-a8e8-975470834696','opinion','0mwtlmwoh-001-jjiyjv9u','0mwtlmwoh',32,'p-exp1','{"agree":true,"text":""}');
INSERT INTO "head" VALUES('411122','visit/1018d3ee-94fe-4c64-a8e8-975470834696','answer/elec-mgmt-01','0mwtlmwog-002-jjiyjv9u','0mwtlmwog',25,'p-exp1','"ok"');
INSERT INTO "head" VALUES('411122','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','location','0mwtlmwog-004-jjiyjv9u','0mwtlmwog',27,'p-exp1','"一号车间北侧配电室"');
INSERT INTO "head" VALUES('411122','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','due_days','0mwtlmwog-007-jjiyjv9u','0mwtlmwog',30,'p-exp1',7);
INSERT INTO "head" VALUES('411122','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','photo/3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','0mwtlmwoh-000-jjiyjv9u','0mwtlmwoh',31,'p-exp1','{"at":"2026-11-23T02:00:00Z","w":640,"h":480,"role":"scene"}');
INSERT INTO "head" VALUES('411122','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','measure','0mwtlmwog-006-jjiyjv9u','0mwtlmwog',29,'p-exp1','"建议改为向外开启。"');
INSERT INTO "head" VALUES('411122','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','item','0mwtlmwog-003-jjiyjv9u','0mwtlmwog',26,'p-exp1','{"checklist":"electrical","version":"0.1.0","item":"elec-sub-01"}');
INSERT INTO "head" VALUES('411122','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','photo/425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','0mwtlmwqk-008-jjiyjv9u','0mwtlmwqk',45,'p-exp1','{"at":"2026-11-23T02:00:00Z","w":640,"h":480,"role":"scene"}');
INSERT INTO "head" VALUES('411122','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','location','0mwtlmwqk-004-jjiyjv9u','0mwtlmwqk',41,'p-exp1','"一号车间北侧配电室"');
INSERT INTO "head" VALUES('411122','visit/41fe3af7-0336-4e13-9830-124ff21ad616','answer/elec-sub-01','0mwtlmwqk-001-jjiyjv9u','0mwtlmwqk',38,'p-exp1','"nok"');
INSERT INTO "head" VALUES('411122','visit/41fe3af7-0336-4e13-9830-124ff21ad616','opinion','0mwtlmwql-000-jjiyjv9u','0mwtlmwql',46,'p-exp1','{"agree":true,"text":""}');
INSERT INTO "head" VALUES('411122','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','statement','0mwtlmwqk-005-jjiyjv9u','0mwtlmwqk',42,'p-exp1','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "head" VALUES('411122','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','due_days','0mwtlmwqk-007-jjiyjv9u','0mwtlmwqk',44,'p-exp1',7);
INSERT INTO "head" VALUES('411122','visit/41fe3af7-0336-4e13-9830-124ff21ad616','answer/elec-mgmt-01','0mwtlmwqk-002-jjiyjv9u','0mwtlmwqk',39,'p-exp1','"ok"');
INSERT INTO "head" VALUES('411122','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','measure','0mwtlmwqk-006-jjiyjv9u','0mwtlmwqk',43,'p-exp1','"建议改为向外开启。"');
INSERT INTO "head" VALUES('411122','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','item','0mwtlmwqk-003-jjiyjv9u','0mwtlmwqk',40,'p-exp1','{"checklist":"electrical","version":"0.1.0","item":"elec-sub-01"}');
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
INSERT INTO "link" VALUES('411122','8a86cf67-fcb4-4177-8db7-ddf04d54432e','dce85d44-9853-439d-9607-ca4989a52af4','read','0b5786f611dbab6930dccbe8f8670083c9ca38f8aac201abf5ca94bb898d0084',NULL,1795458506516,NULL,NULL);
INSERT INTO "link" VALUES('411122','2e639ae2-8986-4c83-82db-5fdedb2c2b57','dce85d44-9853-439d-9607-ca4989a52af4','service','7ffe96d27a5ceb305adcb8c6c2d67d901f2b03ca805d57b3589312bbc2293d82',NULL,1795458506669,1803234506668,NULL);
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
INSERT INTO "op" VALUES('411122',1,'0mwtlmwma-000-server00',NULL,'setting/bureau','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','50bd8c7c59d1f24ad3f37a21eafd095f4da924dcb1ca886fb96dfcd34e48c541','34db8dfa8ddc820c1e5f3c1e08335227aac688141a3396c877bc27385a445868','4bc17dff39b98dae19e984ca0f121157b6c491aa8413a3285634665c9a56a4ea');
INSERT INTO "op" VALUES('411122',2,'0mwtlmwma-001-server00',NULL,'township/411122100','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','a0fa17401c34e3c821687f6700034f3227de5b10434f9791929afdede2e089ec','e4f29c1a07db81fff9af24e6fa88a908850e79eb0650975219304ac5789c7437','3e619d0370e5d49da00df2dd86b1dc92171cba8837e02c2211d08c10934f80e3');
INSERT INTO "op" VALUES('411122',3,'0mwtlmwma-002-server00',NULL,'township/411122101','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','69ac1fdd45e92dfa8ea0989fea29ce246b3c444827fa2ecdac880f35ea993104','5be082b2bbe47d22856bcf76376d06de92a7725ff2cb81387d0b08ce5423bf63','f6f9ab1a53351ec2f49aae55bc2503d5b94be5e26c90942cc7dd54ec7e07762a');
INSERT INTO "op" VALUES('411122',4,'0mwtlmwma-003-server00',NULL,'enterprise/e-1','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','eb1d8e4fe44ad1a4b3a078bd74e0df687dbc66c10cfd6e7b82abf1c758084a1f','545f9efd945606c053566b0e28532cf7a6e87b8e420807b1845ffbd544c3406e','c7dc1bc3516e550a2dc4d54645667d1b8c569666af038464ff290584dbe205fe');
INSERT INTO "op" VALUES('411122',5,'0mwtlmwma-004-server00',NULL,'enterprise/e-2','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','29085fa76e77325766921a742d53d02d8e2dc2d7aa48460794b9a7d755c861bd','acba45615ee4786c193a055ce4dcc727df42ec8ea205f09874d6b305fed7c484','a32b7c2c29e8639f9b6d602292b018e34eb5a64de350afb89c0652c8bd2a68b9');
INSERT INTO "op" VALUES('411122',6,'0mwtlmwma-005-server00',NULL,'person/p-exp1','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','d9523aded2ac974ac0c0f8bb8b4d99b28bbcfd97e59345a20583941893e1abb7','c9fca56d7b23048ab8d17611c4822c6fb05f5788e9b8f619787ae030a5bff1a4','3c408c130562899f989ba445fd3f9d66acbda5dd07b5c8a276f311a4ab0cbb3f');
INSERT INTO "op" VALUES('411122',7,'0mwtlmwma-006-server00',NULL,'person/p-exp2','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','4170841ff9885cdf15f92776edf998edd42dbecdc612061a4b90f42568cb9174','887ebf044951c869e346f0eacfd6c706b68effb4dea66ca2c062482f6ad05aee','c9439267a764ed0b4e18825d9ff9aaf3f3320eecb50b1fb82bd85d182aef55a4');
INSERT INTO "op" VALUES('411122',8,'0mwtlmwma-007-server00',NULL,'person/p-exp3','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','e4b1d9dd7ec719d8bcba8040b30cdcf558d2f1bb99354ae3fe5e014991ccb401','84c02d1bd1112e226ba87016d84bc0faf2646b8c473158b1681b5084a1ffe141','b14d3dc0aff3e6aa81996cb95827342aa8c4add0069939e367cb9c0028f5bb44');
INSERT INTO "op" VALUES('411122',9,'0mwtlmwma-008-server00',NULL,'person/p-off1','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','5923c591addd1128964c8876c00d5183a6585025c556240f2bf7ce114e4f5e6e','254ba66a56b54afbf362042f04f2980e76f057c14253920c85d9be3eea0896f8','823a22cc946b463382d5ba80b5a9118593b24bf1674e194c730a2c09f7650c6d');
INSERT INTO "op" VALUES('411122',10,'0mwtlmwma-009-server00',NULL,'person/p-off2','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','f617012c37529b06fc2103254ff9088a21575c62d87639c0b9909b7dd89ce012','5b07cb002aabcce1861e6cf2148a3c46d42a1ad720a063587e28aec74bf914e1','e7500c4b4f461aaa0d9b90f53d35a44757c09b7bc65ec6d401771b862e636589');
INSERT INTO "op" VALUES('411122',11,'0mwtlmwma-00a-server00',NULL,'person/p-sec','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','71a381256f5b52fa966100ce4ebe0674ee7752399bcd8762e9bc12d4622b79e4','62bf1a14ac55ede4e65b0c8bdcb303330249a29138e6371e5f2bc1dba533d4de','447cbd674cb54b2205d6e88b654113af5c6f6dfd597ee4884dac4d1ef0baf6df');
INSERT INTO "op" VALUES('411122',12,'0mwtlmwma-00b-server00',NULL,'person/p-lead','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','f4dde26871aebfdb3567619b309ca244b485d12ff072775c8dc95f2aa70653a1','67b0fc652d9e25666ebdf84908335ed791d3bb8139d2eb66576463a0d212adad','d9e08f7e834dd9134b4b6183bc2800ec11ac8b00ff830023b274f2c2336a7820');
INSERT INTO "op" VALUES('411122',13,'0mwtlmwma-00c-server00',NULL,'person/p-grid','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','c7fc9d5175b60ebe22464180a2cbdd7d14c2285f8712134d01a386aa716f9ba8','01c4ffa478f17a6ec725f0d0030ca1410370352b4625c291df82521d05c8791b','e89cb46b1029bbb12a6b3f9cb061b7373082102e73831b5986bedddef95e4fcb');
INSERT INTO "op" VALUES('411122',14,'0mwtlmwma-00d-server00',NULL,'person/p-audit','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','57d04a449ad860e4877e116f64cac6382f55a72b6b0c859873c25cfda5582da8','ea77d1c25c8d15164dec9251a166424b7e758aad40628e8cc6f915a8a84e7a9f','e8df2341243fbdf83ffcd11cbba52cb71b8cc115e5d0cc7bdaefb52ee2ad42ac');
INSERT INTO "op" VALUES('411122',15,'0mwtlmwma-00e-server00',NULL,'person/p-admin','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','2d961fa363cf78438eec79de3ea1218a665d3c88af653c97b896507b5f717bf0','7fdf9ae6c43df3f8b98d3f493cc78e4753cefc501e8ba772c15bb80ce8dfd409','6be30fd7bc0cf05e2fb90bee980d8b0d78e775304b89bd50be28480e32d81672');
INSERT INTO "op" VALUES('411122',16,'0mwtlmwma-00f-server00',NULL,'person/p-comm','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','541f50efdf5543f019b89960ad47b16790f9f2d03c4ed09cbae508aaae1f6a38','1419f7ab462da15532c50c8a2eb58fb83400f6c2844f64bf9ec873fd76273e87','4a7df4e3e4e9d13d3ff1331d26457c2e1c9c1a14824bb3fb896a011e55557ce2');
INSERT INTO "op" VALUES('411122',17,'0mwtlmwma-00g-server00',NULL,'person/p-dept','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','c6e60a50e35ab014a971b0ee4fbc1beef337eb60aa4a9a27bf0e2ae6af3aebc3','2057dd327aeea96b1a604bc3eb6024f17e009ac5666a592738340c2874d705d3','f46307c9bbcedb3c54228a34d61953e10749585254ab9b4d641f0feeb6bbf7a2');
INSERT INTO "op" VALUES('411122',18,'0mwtlmwma-00h-server00',NULL,'person/p-ent1','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','4b59523f788faeaa8eb07deaa00236576049b32b4af5c3d5519fb6ff75962d9e','e1480014226efc0d0617df8ea35ad25135455c6ab78b6657e043b8287c9e10f8','77d2e9e1c325755f6594a6d9b18c06d6a858b807d94bc74fa0ff35ed174cc252');
INSERT INTO "op" VALUES('411122',19,'0mwtlmwma-00i-server00',NULL,'person/p-head1','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','417d12032a01b03fbaf1c1560becd6897d175879f962a8d84c02c4d345bd4969','9535415a87716efa7ca946bccc0da3a03825ea6b80d856667660c660019e80aa','8b0cf450b7fe8747733afc36669bdb0e38820dbc3bed6e82f6dbcc7f180b1b91');
INSERT INTO "op" VALUES('411122',20,'0mwtlmwma-00j-server00',NULL,'person/p-ent2','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','d20d007a3cd2cacbd98d6619279c6ff497dd606fadda96a1f3a7eeb4023531f1','507eee6dae00d7d98a4d75dfaa7a893f3b2accd17cb8db7bc35c01f09191faa0','9bf6d2366a104aceb143fd52c59239573d81013bee14f6c4d9d80001a40b08a0');
INSERT INTO "op" VALUES('411122',21,'0mwtlmwma-00k-server00',NULL,'checklist/electrical@0.1.0','set','record','[]','system','server00','system',1795458504610,'0mwtlmwma','9c09ca86a5076f6cea6f70ddc87be00682ae4f87fd6b0c98e41c98c002c3d536','93290807d66e90d5a470c2600ca89e7eaa23c4908c4b0c15b2d19adb3c175093','ce966f438b3a46917cb025c9c084c66e5489881c54934d75738455a37f4f0fb2');
INSERT INTO "op" VALUES('411122',22,'0mwtlmwnz-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','visit/1018d3ee-94fe-4c64-a8e8-975470834696','event','plan','[]','p-sec','server00','p-sec',1795458504671,'0mwtlmwnz','84be7949af36379846cdeae71086cd2296511a6c70acf120afab7fe965077a21','e8bcab1933aeab6c64b026d8edcca1e4f6feda72c5ce7c6a940f9c77402b541c','bbacee88f0e64ff81ededfea3eb30aa8d92f98e4dffa32c7c043cefdf630fa16');
INSERT INTO "op" VALUES('411122',23,'0mwtlmwog-000-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','visit/1018d3ee-94fe-4c64-a8e8-975470834696','event','start','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwog','f3015f7c46cf6f527ff7f34959ec0d9283956de7612f7f1562bf98b40a884ba2','6f4f775f2b192c3f53d81a6bfc2b1db960d793b9d11a5c9b472afae7b70487e7','d16b102045605be1b197bb088e3b21e00dd84e8b059e70f827315470931ef184');
INSERT INTO "op" VALUES('411122',24,'0mwtlmwog-001-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','visit/1018d3ee-94fe-4c64-a8e8-975470834696','set','answer/elec-sub-01','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwog','fb462a7b8126580eca39f448b6934ffce365083fc1ec513bfc0cb633af6c356e','719063adf0dac5e89ecb2935104560f2c1e691d7f698a3d0a479bf8c1f28b998','ef9996ab3e395dbbb3d9ac55873d63e099d37a646a1c00c540d7b9f5dc564f69');
INSERT INTO "op" VALUES('411122',25,'0mwtlmwog-002-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','visit/1018d3ee-94fe-4c64-a8e8-975470834696','set','answer/elec-mgmt-01','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwog','d685442687d470aa3da650fa2723e83f2c50db31984ef7048e67399947fc0b42','911933ca4f82f5acf551c2b9543783830c98844629f19e725b841e351b08aa7d','a062b22dde554fb3037e77c3829800c0af5cee8776a0f020ce01d0ad73f1bf00');
INSERT INTO "op" VALUES('411122',26,'0mwtlmwog-003-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','set','item','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwog','b50de6097c6f8a65214ceb7452ab59ab9df60d132327fdd9bd336a7548e5327a','85a2758827e12630fae8b1e7502715c52276b29e6ccbeaad87e6e76e608ff6ee','42732f53fb8e25d2ad26d02e6851493fb4066b5ad83d403608f7287e5c119be5');
INSERT INTO "op" VALUES('411122',27,'0mwtlmwog-004-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','set','location','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwog','0ac002744cdd0faf0388fbfc771b97fa2e3206fd61e8310effba42cd2024817e','696f3c775c2e210e039656399ee7347ddd65f144233678c5f0c644fd30aea7a0','0d85570187c1d22138e6ebf5c968f941d81b26511de2084a6b48d29a4362e0cd');
INSERT INTO "op" VALUES('411122',28,'0mwtlmwog-005-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','set','statement','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwog','cb62dfe02acf7a4eac14afbb187c7e45cfbd2c8fff0253fbdbda9c7c638279d6','fd9447f8166a852961c744b86635890d4f99de617957f1f3350147f7ff7323c6','49e440014297606502f2e5600a5d0a220eae4ae1f9181dd27a3e2994f58845b0');
INSERT INTO "op" VALUES('411122',29,'0mwtlmwog-006-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','set','measure','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwog','983c19195c2ca74af152a76887297c45f4ab529c6d66197b535c3ca6369e21fe','0e6a01cc006db5416ab1b74c5bab3ae6be4ade4047dbb7d47218b4d4f8c1b605','60eb24ceaeb147bbe57c50c8e62c36bfcf6f0773c43e0004d3fa218285830860');
INSERT INTO "op" VALUES('411122',30,'0mwtlmwog-007-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','set','due_days','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwog','3f7f351848a20086194d3f73f2215d942d5a72f3bc7bb3c6a86b7e2f286a5fa8','dcf5c70757afa2ab5e5f77995ba975949f96d5290af69c2407a5b845df08435f','ccc2c434bd817651c092d782024f4f7f3928dde300a7af75c777eb58a0c5c73e');
INSERT INTO "op" VALUES('411122',31,'0mwtlmwoh-000-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','set','photo/3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwoh','c27c2203bb6b3c8fb4854bdedb94cddba57e7c924aceb36720f97e2bf5d4eb52','6b18e0214cdfd22d468655ecbfd6476459b8da4ba29963e41d985a43f0d6f92e','d6aa07af33e37084758f86729fcb25979b3a0ba6f0a2206c9ab05d9536814351');
INSERT INTO "op" VALUES('411122',32,'0mwtlmwoh-001-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','visit/1018d3ee-94fe-4c64-a8e8-975470834696','set','opinion','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwoh','e7db992187d7796328cb8805cfbd31aae75abf2fb9b720577a1981c1d144c847','f6172bf75e9a994438ce41168dceecf4e1489f90bb9c7b0e31b6048cc8c9933e','f23821a1508ba4d3bf802cf32c5282fb43ec9b3664a5efcca4de9606954acc95');
INSERT INTO "op" VALUES('411122',33,'0mwtlmwoh-002-jjiyjv9u','1018d3ee-94fe-4c64-a8e8-975470834696','visit/1018d3ee-94fe-4c64-a8e8-975470834696','event','submit','[]','p-exp1','jjiyjv9u','p-exp1',1795458504689,'0mwtlmwoh','3199ab39378f56cc7eacabe32333ea27932c9d86df03d279a9e92c0f132b3500','82aeb0cbe6a426c8a8bfc548d5aaa2d191a2ae19017d0c5ff356919e0d613c2e','9c493f26b05fefac528e9527e1ddcfb5420fe4accc17ee33dce0d2daa6703b0a');
INSERT INTO "op" VALUES('411122',34,'0mwtlmwps-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','visit/1018d3ee-94fe-4c64-a8e8-975470834696','event','received','[]','system','server00','system',1795458504736,'0mwtlmwps','7bf3d50d94d4238bfa0d971d3628a9c27baa6918ad349bf27af0e220b5da5696','049d11e41e58adeb1edbd9926cd8b00df3df220352c63eedbc8101fc1ee5c322','31aaad4f851736d780394613d568291893e081f992860a5a67be362e29956d20');
INSERT INTO "op" VALUES('411122',35,'0mwtlmwps-001-server00','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','event','submit','[]','system','server00','system',1795458504736,'0mwtlmwps','4015f4741206e6daa7d01ad17093f61ad8be31abf192fd407c2459d5e6d38899','976aeef96b3b60d98da20280ab9b3af2da69fd4f38d3dbddeb181eb3856561e8','8d3c9e24df2e90461fa69a75b030e750bba64b590d21de1aff0b291c9a9b3918');
INSERT INTO "op" VALUES('411122',36,'0mwtlmwqd-000-server00','41fe3af7-0336-4e13-9830-124ff21ad616','visit/41fe3af7-0336-4e13-9830-124ff21ad616','event','plan','[]','p-sec','server00','p-sec',1795458504757,'0mwtlmwqd','2840d7380db5ca465d25e07b902e16efffab37f4646ca7c56d7acaa19be2f281','d201de4ce44f7c338113c513e40eb19200a68d71b744f15c61e6f5eb1cfea9bf','5c55a31ec87430974f7b2872f922c9fe58dfa2a8b7def4067b2ae55fcfb687f7');
INSERT INTO "op" VALUES('411122',37,'0mwtlmwqk-000-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','visit/41fe3af7-0336-4e13-9830-124ff21ad616','event','start','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwqk','4aa8746a111c22d84eb66d7f538846edb83685a86ffb8b3201e6ac2b9107d99f','4eeb6aaa23b9fdf4b87e66f41655fe6abbfe3e6d4090bd98a0fe527f9db049ef','e8c783f0448dcda56feba3bdbbba7e4dd3063beb2ba28183723fe8005f623240');
INSERT INTO "op" VALUES('411122',38,'0mwtlmwqk-001-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','visit/41fe3af7-0336-4e13-9830-124ff21ad616','set','answer/elec-sub-01','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwqk','25e9d7d51caeb0ac20b6d30f65dbb2362dc62ca3b1457346620721040141c216','18b4d239ae231b35efc28ffab5750795e50eaf7aa633817dcc123f1f99be6c40','085baa47fc5fd8fdf8141371e8504676ceb0aad63412f10d10dbf549392a8a1c');
INSERT INTO "op" VALUES('411122',39,'0mwtlmwqk-002-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','visit/41fe3af7-0336-4e13-9830-124ff21ad616','set','answer/elec-mgmt-01','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwqk','ede631a523228fb0655a26fc3e19841d30897d74550e8bcc2f7df783c9fbf40f','6e96bfb1e4dbef3daab1c4739e5fd25d28ff3b5642e8c8b5e6cfb66eb6a546d3','fd164301a91955486e24bf543c7d8189be953fdef412fd7a57b54ed17e4ea07c');
INSERT INTO "op" VALUES('411122',40,'0mwtlmwqk-003-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','set','item','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwqk','0ce540ccd5db2ba07caa448705d3c500c28d9788a657ade40c5f13775e7c0d0c','4ca8f05e5f6916573246d2567120988c6958a51d14bb90ddb8d093966c694147','f725e339fea23b0dd31b3726883d81c231929710a095a67addadebdeae23bbc6');
INSERT INTO "op" VALUES('411122',41,'0mwtlmwqk-004-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','set','location','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwqk','f4d3bd3d8ce0789a81c4fb0a391484c6ee50a89008561d235941e75862e54dda','f431c420cef763d5373e8988832fa1ca38b12c76b767e1047d067a6bc3d4f1f7','da764771347c1a81c15516182840fda55257577491d91a3455c66c312223b02c');
INSERT INTO "op" VALUES('411122',42,'0mwtlmwqk-005-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','set','statement','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwqk','65f18ad8fb65a4b97e55e331cf50b9488cbf240c558667f5dcc81b2e2811b41c','892e95a161e11664882e6960a6692b2ac7e1890d13ffa8e3ea497c3fe5136d1b','5812a49502e05df859061bb40e77c2afb3831cf271440d17dea5fda8b21dab7d');
INSERT INTO "op" VALUES('411122',43,'0mwtlmwqk-006-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','set','measure','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwqk','20e62405c19e0cb74df9d020abb5606a60d57a59515bf523d4dbe1248b0b52d8','cf42479e8e0d5557c8f60088b47f848b3561e62e5832f019bd4f4dced4cfd615','d310c401922354a18c341bfe3f17f3217ef563c1481b8f9b9fe923aa5b2e1201');
INSERT INTO "op" VALUES('411122',44,'0mwtlmwqk-007-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','set','due_days','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwqk','1d86e516f8d45725b2a3d4b900cc693866f098c06c6a5d4a386813d7d0c62f9c','ea37fde55fa72741a424954ea3d9a00529ad53dca6329926364328c190cee403','5b158979c399718471a24b8e5240b07ab53bf3e20101826d0cb327679381e13d');
INSERT INTO "op" VALUES('411122',45,'0mwtlmwqk-008-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','set','photo/425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwqk','572e687888bded29b4d959650bd0df921b86ac7de5c30297b080340342b75122','705856d41dbbc1b44182fc041120059a5f9abf68dd8ce9d2d803bdf94b29e359','10140ea2d76315ca663d0029674715196c292f7c3a1a6ad35a1d2a3160196e8e');
INSERT INTO "op" VALUES('411122',46,'0mwtlmwql-000-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','visit/41fe3af7-0336-4e13-9830-124ff21ad616','set','opinion','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwql','49128eaf0d7c33b4f6b098e67b4ee7a5dc2711be56b2c917e8d8ba1bd7d1f8b2','939e9c886f362a10eb6c41d1c596ae9ead2e77e2776c39f2cc36f842e81c31a6','0fdd28c5192a1e89c848b3b039f0aafa3c7f9799d286ae72b734a6959e4b069f');
INSERT INTO "op" VALUES('411122',47,'0mwtlmwql-001-jjiyjv9u','41fe3af7-0336-4e13-9830-124ff21ad616','visit/41fe3af7-0336-4e13-9830-124ff21ad616','event','submit','[]','p-exp1','jjiyjv9u','p-exp1',1795458504765,'0mwtlmwql','3ecd1430d725e3bca734e850bd145323a7547c814acb17cfbe6bef22a80a2368','292ae140e26b2f023a5f53692e62e31d39c539004e8fa8ba7c65b0f80298a5ea','c146c7d5b4c547d7d0b5a2fd647a9e4fe0b7ba0577c2512bfe9a8d9f3ad6ce05');
INSERT INTO "op" VALUES('411122',48,'0mwtlmwrd-000-server00','41fe3af7-0336-4e13-9830-124ff21ad616','visit/41fe3af7-0336-4e13-9830-124ff21ad616','event','received','[]','system','server00','system',1795458504793,'0mwtlmwrd','0cbe2e333966f380e9549f094d5542d87b43a3b0822282d36140e8958de387f3','b4b0cf4caeb1adb3d363cf80ed1cf67141f3cc03c61c47d45b76dbf55074ac36','5430d0d35f99d6814e4032f6535924d8dfe48ec5cc3342c110020a43dac2cfcd');
INSERT INTO "op" VALUES('411122',49,'0mwtlmwrd-001-server00','41fe3af7-0336-4e13-9830-124ff21ad616','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','event','submit','[]','system','server00','system',1795458504793,'0mwtlmwrd','0f98a5a848bcd7aa7c9a1d2e4827d3233d13c91720b053e48f13670b4fc7442b','051f89e0bfdf0aac0a6b3da3e89166e25b4ca7cecb31da5c567d63c46dcb5d49','14d043243ee0ed3668097685d73253bfc2cd812d2a05129272cc17b8d11a9748');
INSERT INTO "op" VALUES('411122',50,'0mwtlmwrp-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','event','confirm','[]','p-sec','server00','p-sec',1795458504805,'0mwtlmwrp','1e3fc4d68eb68a47b852bcf385a195cb5d8d0977010dc90a9fcbf9ef16840d11','eca3984997e947ecd88ceb254f5b6e3e2bc142646b53f63b04ebe3549d205712','ee7e504bdba0609daf31377c455a8754d2131815b7a647477cb8baa2fbf1a279');
INSERT INTO "op" VALUES('411122',51,'0mwtlmwrp-001-server00','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','event','grade','[]','p-sec','server00','p-sec',1795458504805,'0mwtlmwrp','b54974aff153e7e917be61909d3834c0d0307b8011316f1589dcd40935519a13','fe54aa98a8acc82879352046d00b8003f207614b06b805524617a4d2428be910','a0cbd98a9277629e22a0af644aed63bf35ef2fd48d9bf49cedbdd0139db413c7');
INSERT INTO "op" VALUES('411122',52,'0mwtlmwrp-002-server00','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','event','assign','[]','p-sec','server00','p-sec',1795458504805,'0mwtlmwrp','5b3a6f0a24b101e4106ff836079905667aaea80b4f0f9855eff82f1d01fff1ef','7444428c5785cc5fbc750ee59fbeb4397cb32f4fece1d19c8cd1950e1d5fdbcf','20fb8eb1841bdee655477de2ceeaa242b21837cbe5f0d4b100f63c68f4f914f9');
INSERT INTO "op" VALUES('411122',53,'0mwtlmwrw-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','document/dce85d44-9853-439d-9607-ca4989a52af4','event','draft','[]','p-sec','server00','p-sec',1795458504812,'0mwtlmwrw','74b1af1b445d01a6ec0a073e31765b7368244b8b3b625895e72b3f77a0301d0b','5d939f13b8e227d6501073ad07c71bdf34a845516c215c5c2c59748d34c36516','582a3e131c775601f5896aa6c6b11cf3d8dcf8eed682b99dcbfb54221ba68da5');
INSERT INTO "op" VALUES('411122',54,'0mwtlmy31-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','document/dce85d44-9853-439d-9607-ca4989a52af4','event','issue','[]','p-lead','server00','p-lead',1795458506509,'0mwtlmy31','a5f04085a03887c26076651f70844b24c6f5bb67b713555f30f1c51181526d01','bc967797dee7ff431c6c302e474724f7c4f2620fc8c21683ce633c2c3ec2fd9a','397d00d798f1744f3e3997ed3d65aad1871869b9119970d6fe4f7ae9ba1eb2a1');
INSERT INTO "op" VALUES('411122',55,'0mwtlmy6s-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','document/dce85d44-9853-439d-9607-ca4989a52af4','event','issued','[]','system','server00','system',1795458506644,'0mwtlmy6s','15591d284a02a868d4f63838f55b4f8e27d2aa9f90cd4036dba112b987c3ee3c','af5d593a9395e7b1cb927b474b69f5ca7785dda2a12cc331b2eea2617ae3678d','4d4badb9771a6cd378bb02795dd5991aa70b328c14f17a92fa233d06eb6c1d2b');
INSERT INTO "op" VALUES('411122',56,'0mwtlmy7c-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','document/dce85d44-9853-439d-9607-ca4989a52af4','event','serve','[]','p-sec','server00','p-sec',1795458506664,'0mwtlmy7c','39610001686ee98522d224861b363c62bd6a88352caec7762d2410346e568b42','ebb905d562da814d0478a005abd5e3da44bb22a22237750115bc673c74779cf3','afb504bbb2acd41fe8e24082a035eb4e2c62883a706b8af898e38e5e828fa242');
INSERT INTO "op" VALUES('411122',57,'0mwtlmy7c-001-server00','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','event','notify','[]','p-sec','server00','p-sec',1795458506664,'0mwtlmy7c','c7be5be00d5514754ca5d96e6ea291fece1c2071f8c3016d074dfd58a9441b1e','3fb2bb32cfb7fa5773f99a65ce0a42639c1578d365da8d12f20a0f1cf5f7ed91','83be776f422420588d4195127099bfd2dcd5b9684cdca7741d66db910d98b115');
INSERT INTO "op" VALUES('411122',58,'0mwtlmy7n-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','document/dce85d44-9853-439d-9607-ca4989a52af4','event','receipt','[]','p-ent1','server00','p-ent1',1795458506675,'0mwtlmy7n','9b6fbb3fae761abc6937985187661af27818a2811936b3a31b02efef283a9468','79ec52f6b65861f5f5f9f624adb257825df60f6687918b92dff666afe8f857b9','f18adb642941e3ebcfaf35b4c5d2f846a6ba36fd96b286291849e6ba36d94d66');
INSERT INTO "op" VALUES('411122',59,'0mwtlmy7x-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','event','feedback','[]','p-ent1','server00','p-ent1',1795458506685,'0mwtlmy7x','374b0ce3e6c910489604fc5c5da8c45e5c448e99438be4d18c3b5679d33ac96f','a766d55928cf0ebec5c4fafa3b4f14947abc3026f5d7af88e507b719b8beed4f','ea5ad8da3fc72e7707f939af1648b33af913c67a3cdf417cf362bb2ff7568ed4');
INSERT INTO "op" VALUES('411122',60,'0mwtlmy85-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','event','recheck','[]','p-sec','server00','p-sec',1795458506693,'0mwtlmy85','4ca711de82ec14e00beb9bc4768e7a7341374cff70c9bd76eb1cacd7c42e4600','76a166da371fe46fd3275dcff0467372bf2234e195259bab98b9add4a7c7a224','ef711d766f49ee89c8b2aaa0f36775c066ea6b9fabd2cf6d18a469485d46c402');
INSERT INTO "op" VALUES('411122',61,'0mwtlmy85-001-server00','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','event','pass','[]','p-sec','server00','p-sec',1795458506693,'0mwtlmy85','6e6f89eeda3308795e54b18cb630a1bdcc742de720df29a49967e436f4258b41','6b00af885939b6c3749a186d457de9cb0d54dffa09fd9a47fe51b074b7d75fd8','fa610127286688bd3612bd9c0d3524b1f3aa9b075cc84f3a60d95eb22bf7bcb8');
INSERT INTO "op" VALUES('411122',62,'0mwtlmy89-000-server00','1018d3ee-94fe-4c64-a8e8-975470834696','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','event','close_out','[]','p-sec','server00','p-sec',1795458506697,'0mwtlmy89','475efe06d72c4128dd7291d64d1bec7ea8d8323e25fb78e2daea7d2c3ea2cfd0','2a7fdf97957aae8d8f03bb789cc21bec29dd287d9508b96af477ded821cb590d','cb830625ff2d1f499aa0250ea092acf15aefe5204b4823b7150a14d66668ca28');
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
INSERT INTO "op_value" VALUES('411122',1,X'79896F81D1E02B9180FB1D4D67C129E7','{"abbr":"临","contact":"工贸科","demo":true,"name":"临颍县应急管理局","phone":"0395-0000000","system_name":"助千企平台"}');
INSERT INTO "op_value" VALUES('411122',2,X'C8F4260962BAAFE340590291F2613DA5','{"name":"城关街道"}');
INSERT INTO "op_value" VALUES('411122',3,X'A2A7044C5800397B75ADB99EC79A159F','{"name":"杜曲镇"}');
INSERT INTO "op_value" VALUES('411122',4,X'D60A2D8E3093A1567500A64D9A2212F5','{"address":"临颍县产业集聚区经一路","employees":60,"hazards":["dust","electrical"],"industry":"农副食品加工业","name":"临颍县颍川食品有限公司","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","scale":"小型","township_id":"411122100","uscc":"91411122000000001X"}');
INSERT INTO "op_value" VALUES('411122',5,X'70B4D8E9218FB1D583B99F5F7BD24C29','{"address":"临颍县产业集聚区经一路","employees":60,"hazards":["dust","electrical"],"industry":"农副食品加工业","name":"漯河淼犇机械有限公司","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","scale":"小型","township_id":"411122101","uscc":"91411122000000002X"}');
INSERT INTO "op_value" VALUES('411122',6,X'C5A3FEB0E84D8A48681346F75E7740DE','{"name":"王建国","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',7,X'41BDD509BEBC8458D8E4ACE107A8FFFA','{"name":"李红霞","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',8,X'68A164A728A7CF21478545AE1797CC47','{"name":"赵志强","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',9,X'CF0BD062A2804B30DBEFF76E11BA9D98','{"name":"周执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',10,X'B4CED190BFD2F04ECA36271B2E853D5A','{"name":"吴执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',11,X'C7FEFC349CAA3C20EF17EB6530836A50','{"name":"陈科员","role":"section","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',12,X'C184F9F0F8A36ADE48A24324450A6A16','{"name":"刘局长","role":"leader","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',13,X'47350201C571E526DA887DEC032B08CE','{"name":"孙网格","role":"grid","specialty":"电气","title":"高级工程师","township_id":"411122100"}');
INSERT INTO "op_value" VALUES('411122',14,X'C44F10A1EAF4A3ED937C30105CD5F1D1','{"name":"郑审计","role":"audit","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',15,X'CA9E46FA79AA226F9BBEC5129A0D5AED','{"name":"冯管理","role":"admin","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',16,X'3E1D74D64F98D074DFF93B232645A1F0','{"name":"褚安委","role":"committee","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',17,X'2E72AA7ED8C329E2EC89851FB863CCA9','{"name":"卫消防","role":"dept","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',18,X'ECD833FC664C9C5CB06EDA29B35B60F9','{"enterprise_id":"e-1","name":"韩安全","role":"ent_safety","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',19,X'13E9CAE63D95A139289EBEB01CD8DDF1','{"enterprise_id":"e-1","name":"杨经理","role":"ent_head","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',20,X'8D7B395FD65F700A8E742CB1AF096882','{"enterprise_id":"e-2","name":"朱安全","role":"ent_safety","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',21,X'2F33B0E2103B4C0013F9E5D7BF5DC1C4','{"content":{"id":"electrical","items":[{"basis":[{"clause":"第三十条","name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","src":"V"}],"id":"elec-mgmt-01","major_criterion":[{"clause":"第三条第（二）项","name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","src":"V","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的"}],"method":["查资料"],"photo_required":true,"section":"mgmt","severity":"major","suggested_measure":"立即停止无证作业。","text":"电工持证","typical_finding":"电工无证上岗。"},{"basis":[{"clause":"4.3.2","name":"低压配电设计规范","number":"GB 50054-2011","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"id":"elec-sub-01","method":["看现场"],"photo_required":true,"section":"sub","severity":"general","suggested_measure":"改为向外开启。","text":"配电室门向外开启","typical_finding":"配电室门向内开启。"}],"sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"status":"draft","title":"用电安全专项检查表","version":"0.1.0"},"content_hash":"0000000000000000000000000000000000000000000000000000000000000000","name":"electrical","status":"draft","title":"用电安全专项检查表","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',22,X'A3DBA712E0E2B7DF5EF71C57FEEC15E8','{"checklists":["electrical@0.1.0"],"enterprise":"e-1","lead":"p-exp1","members":["p-exp1","p-exp2"],"planned_date":"2026-11-23","track":"advisory"}');
INSERT INTO "op_value" VALUES('411122',23,X'70C1D8322495E89333527D2B2618C081','{"at":"2026-11-23T02:00:00Z"}');
INSERT INTO "op_value" VALUES('411122',24,X'C600B9E8B1E71DBA35034FB7A43B9091','"nok"');
INSERT INTO "op_value" VALUES('411122',25,X'FFB7CAB47B8000750CE5944CA6FAF0FC','"ok"');
INSERT INTO "op_value" VALUES('411122',26,X'CB8567F3B2B98DCD78EE1A2302E0415A','{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',27,X'D16C0A41E38CF436F8F4D222B9C58E1A','"一号车间北侧配电室"');
INSERT INTO "op_value" VALUES('411122',28,X'82AAB71DAE36B04AC8AB4246C6452A41','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "op_value" VALUES('411122',29,X'57122C590AFA44BDEA8832AAC950D166','"建议改为向外开启。"');
INSERT INTO "op_value" VALUES('411122',30,X'0D1D405AAA35D7BBCF1FFD818CABFD38','7');
INSERT INTO "op_value" VALUES('411122',31,X'694874790EB9D836C1764340448F004C','{"at":"2026-11-23T02:00:00Z","h":480,"role":"scene","w":640}');
INSERT INTO "op_value" VALUES('411122',32,X'76394E20F3C95C3527769FBAF2FD818A','{"agree":true,"text":""}');
INSERT INTO "op_value" VALUES('411122',33,X'A6CD66DD610CAC3B5593290D6EB5AF62','{"manifest":{"hash":"172b3dbc31c06e30423eadb392295153a645dc8ece6dd6956e321c8176119765","ops":["0mwtlmwog-001-jjiyjv9u","0mwtlmwog-002-jjiyjv9u","0mwtlmwog-003-jjiyjv9u","0mwtlmwog-004-jjiyjv9u","0mwtlmwog-005-jjiyjv9u","0mwtlmwog-006-jjiyjv9u","0mwtlmwog-007-jjiyjv9u","0mwtlmwoh-000-jjiyjv9u","0mwtlmwoh-001-jjiyjv9u"],"photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]},"reason":"","version":1}');
INSERT INTO "op_value" VALUES('411122',34,X'C42E96ECAD8F88F9AFDC2BAB956DD812','{"fields":{"opinion":{"agree":true,"text":""}},"findings":1,"manifest_hash":"172b3dbc31c06e30423eadb392295153a645dc8ece6dd6956e321c8176119765","outside":0,"version":1}');
INSERT INTO "op_value" VALUES('411122',35,X'B582CDD3D2F80FF0B6107CF7247FBB0A','{"enterprise":"e-1","facts":{"due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"location":"一号车间北侧配电室","measure":"建议改为向外开启。","photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"],"statement":"配电室门向内开启，未向疏散方向开启。","suspected_major":null},"found_on":"2026-11-23","township":"411122100","track":"advisory","version":1}');
INSERT INTO "op_value" VALUES('411122',36,X'96F4F39CC45D6ACB64F96D958C961915','{"checklists":["electrical@0.1.0"],"enterprise":"e-1","lead":"p-exp1","members":["p-exp1","p-exp2"],"planned_date":"2026-11-23","track":"advisory"}');
INSERT INTO "op_value" VALUES('411122',37,X'AEBD233993B61648372D92813ACA208E','{"at":"2026-11-23T02:00:00Z"}');
INSERT INTO "op_value" VALUES('411122',38,X'8BE3FCE7E6CB5C53EAA608969E04643E','"nok"');
INSERT INTO "op_value" VALUES('411122',39,X'2CF1B9F7B382E0D1191BC3E4B8716B28','"ok"');
INSERT INTO "op_value" VALUES('411122',40,X'0901E3C669A236B3AFEAAEDDDD592BFF','{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',41,X'49581536E0B9501C71F144B19774E848','"一号车间北侧配电室"');
INSERT INTO "op_value" VALUES('411122',42,X'8F9867F1ACFD38FF0FCA1E63AEE4EA6A','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "op_value" VALUES('411122',43,X'452DA0B7A45198E8C3FF2BFEB5BE895E','"建议改为向外开启。"');
INSERT INTO "op_value" VALUES('411122',44,X'F8938DC837F3F197C03E777AB92858F7','7');
INSERT INTO "op_value" VALUES('411122',45,X'A747A3E0A915E52A81D3228234802916','{"at":"2026-11-23T02:00:00Z","h":480,"role":"scene","w":640}');
INSERT INTO "op_value" VALUES('411122',46,X'9D1308FFFADD45428587E1250A7AB4A5','{"agree":true,"text":""}');
INSERT INTO "op_value" VALUES('411122',47,X'BB9F7851CD87629A56DF7C8ACF2F2C1F','{"manifest":{"hash":"b733b6bd0e18602b728806c54eff4fc951400945ea1a4a3d5e1e17e0b663b369","ops":["0mwtlmwqk-001-jjiyjv9u","0mwtlmwqk-002-jjiyjv9u","0mwtlmwqk-003-jjiyjv9u","0mwtlmwqk-004-jjiyjv9u","0mwtlmwqk-005-jjiyjv9u","0mwtlmwqk-006-jjiyjv9u","0mwtlmwqk-007-jjiyjv9u","0mwtlmwqk-008-jjiyjv9u","0mwtlmwql-000-jjiyjv9u"],"photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]},"reason":"","version":1}');
INSERT INTO "op_value" VALUES('411122',48,X'59987000171F06BEDD66C9D50EA99380','{"fields":{"opinion":{"agree":true,"text":""}},"findings":1,"manifest_hash":"b733b6bd0e18602b728806c54eff4fc951400945ea1a4a3d5e1e17e0b663b369","outside":0,"version":1}');
INSERT INTO "op_value" VALUES('411122',49,X'840632EC5B72FED4D0B57724E559CED3','{"enterprise":"e-1","facts":{"due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"location":"一号车间北侧配电室","measure":"建议改为向外开启。","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"],"statement":"配电室门向内开启，未向疏散方向开启。","suspected_major":null},"found_on":"2026-11-23","township":"411122100","track":"advisory","version":1}');
INSERT INTO "op_value" VALUES('411122',50,X'5633D3112D13AA661D867F922489C96B','{}');
INSERT INTO "op_value" VALUES('411122',51,X'7517D369A476F647D5ABAFBB2839BEF7','{"severity":"general"}');
INSERT INTO "op_value" VALUES('411122',52,X'03145988987C584C91F0EFB63A21DE67','{"due_date":"2026-12-08"}');
INSERT INTO "op_value" VALUES('411122',53,X'1C690776176DC9998B4F017A29F95CAD','{"enterprise":"e-1","findings":["b7b4a1a0-9635-4e3f-8af3-027668d02de2"],"type":"doc_rectify_notice"}');
INSERT INTO "op_value" VALUES('411122',54,X'E25179B92D99FDFEE4BD6237BD57F2D3','{"facts":{"area":"","campaign":"百名专家助千企","companion":"","doc_type":"doc_rectify_notice","enterprise":{"address":"临颍县产业集聚区经一路","industry":"农副食品加工业","name":"临颍县颍川食品有限公司","phone":"19900000001","principal":"杨经理","scale":"小型","uscc":"91411122000000001X"},"feedback_by":"2026-12-08","findings":[{"basis":[{"text":"《低压配电设计规范》（GB 50054-2011）第4.3.2条"},{"text":"《用电安全导则》"}],"due_date":"2026-12-08","due_text":"","location":"一号车间北侧配电室","measure":"建议改为向外开启。","n":1,"photos":[{"caption":"","label":"照片1-1（整改前）","sha256":"75852a370ea650446d8e896102ad532e1248995c61ac29ee67e38de733b7959b","stage":"before","taken_at":"2026-11-23T02:00:00Z"}],"severity":"general","severity_text":"","statement":"配电室门向内开启，未向疏散方向开启。"}],"highlights":"","issue_date":"2026-11-24","issued_at":"","issuer":"临颍县应急管理局","number":"临应急隐改〔2026〕1号","opinion":{"agree":true,"text":""},"org":{"abbr":"临","contact":"工贸科","name":"临颍县应急管理局","phone":"0395-0000000"},"seal":"demo","signatures":[],"system_name":"助千企平台","team":[{"lead":true,"name":"王建国","specialty":"电气","title":"高级工程师"},{"lead":false,"name":"李红霞","specialty":"电气","title":"高级工程师"}],"verify":null,"visit_date":"2026-11-23"},"number":"临应急隐改〔2026〕1号","seq":1,"year":2026}');
INSERT INTO "op_value" VALUES('411122',55,X'FDF4728528E8397E322CA53EDE67D698','{"bytes":114046,"pages":3,"sha256":"1d4eab3f125f6731068b5bbb1ee8ec16577a887633de704ecedba3f6d6f06ea4"}');
INSERT INTO "op_value" VALUES('411122',56,X'7541AEDD78D4D8709781B98F1ACE3923','{"at":"2026-11-24T01:00:00Z","by":"p-sec","method":"direct","to":"杨经理"}');
INSERT INTO "op_value" VALUES('411122',57,X'3ADA4963261E05A282FAE1637B59A1CD','{"document":"dce85d44-9853-439d-9607-ca4989a52af4"}');
INSERT INTO "op_value" VALUES('411122',58,X'44338EFE47562913F5AF379DD2C5085B','{"at":"2026-11-24T01:05:00Z","name":"韩安全"}');
INSERT INTO "op_value" VALUES('411122',59,X'CCB579F71B4CDA349CC3E6714DDEB9A8','{"done_on":"2026-11-25","measure":"已改","owner":"韩安全","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}');
INSERT INTO "op_value" VALUES('411122',60,X'EF9574237200A8ECCF0978506030BA96','{"planned_date":"2026-11-26","reinspector":"p-sec"}');
INSERT INTO "op_value" VALUES('411122',61,X'2A4F41DCA46DEA65FA1D8498B4B5BCE9','{"at":"2026-11-26T01:00:00Z","note":"合格","reinspector":"p-sec"}');
INSERT INTO "op_value" VALUES('411122',62,X'B3CF7FFBAE5048A2189F21C5DE485454','{}');
CREATE TABLE org (
	id TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	chain TEXT NOT NULL, 
	clock TEXT NOT NULL, 
	CONSTRAINT pk_org PRIMARY KEY (id)
);
INSERT INTO "org" VALUES('411122',62,'cb830625ff2d1f499aa0250ea092acf15aefe5204b4823b7150a14d66668ca28','0mwtlmy89-000-server00');
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
INSERT INTO "photo" VALUES('411122','3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025',9220,640,480,1795458504736,'p-exp1');
INSERT INTO "photo" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66',8959,640,480,1795458504793,'p-exp1');
CREATE TABLE photo_ref (
	org_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	visit_id TEXT, 
	CONSTRAINT pk_photo_ref PRIMARY KEY (org_id, sha256, subject)
);
INSERT INTO "photo_ref" VALUES('411122','3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','1018d3ee-94fe-4c64-a8e8-975470834696');
INSERT INTO "photo_ref" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','finding/8a835c19-7761-4777-8f01-fe1ff7cb9e86','41fe3af7-0336-4e13-9830-124ff21ad616');
INSERT INTO "photo_ref" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','finding/b7b4a1a0-9635-4e3f-8af3-027668d02de2','1018d3ee-94fe-4c64-a8e8-975470834696');
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
INSERT INTO "visit" VALUES('411122','1018d3ee-94fe-4c64-a8e8-975470834696','received','e-1','advisory','2026-11-23','p-exp1','["p-exp1","p-exp2"]','["electrical@0.1.0"]',1,'172b3dbc31c06e30423eadb392295153a645dc8ece6dd6956e321c8176119765','null',NULL,1795399200000,1795458504689,1795458504736,'{"opinion":{"agree":true,"text":""}}',0,1795458504736,34);
INSERT INTO "visit" VALUES('411122','41fe3af7-0336-4e13-9830-124ff21ad616','received','e-1','advisory','2026-11-23','p-exp1','["p-exp1","p-exp2"]','["electrical@0.1.0"]',1,'b733b6bd0e18602b728806c54eff4fc951400945ea1a4a3d5e1e17e0b663b369','null',NULL,1795399200000,1795458504765,1795458504793,'{"opinion":{"agree":true,"text":""}}',0,1795458504793,48);
CREATE TABLE visit_member (
	org_id TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	CONSTRAINT pk_visit_member PRIMARY KEY (org_id, visit_id, person_id)
);
INSERT INTO "visit_member" VALUES('411122','1018d3ee-94fe-4c64-a8e8-975470834696','p-exp1');
INSERT INTO "visit_member" VALUES('411122','1018d3ee-94fe-4c64-a8e8-975470834696','p-exp2');
INSERT INTO "visit_member" VALUES('411122','41fe3af7-0336-4e13-9830-124ff21ad616','p-exp1');
INSERT INTO "visit_member" VALUES('411122','41fe3af7-0336-4e13-9830-124ff21ad616','p-exp2');
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
