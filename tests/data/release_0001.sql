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
INSERT INTO "device" VALUES('411122','pe8gjbx7','测试平板',1795457098245,1795457098357,NULL,'test',NULL);
CREATE TABLE device_person (
	org_id TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	CONSTRAINT pk_device_person PRIMARY KEY (org_id, device_id, person_id)
);
INSERT INTO "device_person" VALUES('411122','pe8gjbx7','p-exp1');
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
INSERT INTO "document" VALUES('411122','758ffed5-61a9-4971-8846-553ba74bb187','served','doc_rectify_notice','e-1','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','["a54c7ede-a035-4da4-b00c-b7ccbcdf574c"]','临应急隐改〔2026〕1号',2026,1,'{"doc_type":"doc_rectify_notice","issuer":"临颍县应急管理局","org":{"name":"临颍县应急管理局","abbr":"临","contact":"工贸科","phone":"0395-0000000"},"enterprise":{"name":"临颍县颍川食品有限公司","uscc":"91411122000000001X","address":"临颍县产业集聚区经一路","industry":"农副食品加工业","scale":"小型","principal":"杨经理","phone":"19900000001"},"visit_date":"2026-11-23","number":"临应急隐改〔2026〕1号","issue_date":"2026-11-24","issued_at":"","campaign":"百名专家助千企","system_name":"助千企平台","companion":"","area":"","findings":[{"n":1,"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","basis":[{"text":"《低压配电设计规范》（GB 50054-2011）第4.3.2条"},{"text":"《用电安全导则》"}],"severity":"general","severity_text":"","measure":"建议改为向外开启。","due_date":"2026-12-08","due_text":"","photos":[{"sha256":"75852a370ea650446d8e896102ad532e1248995c61ac29ee67e38de733b7959b","caption":"","taken_at":"2026-11-23T02:00:00Z","label":"照片1-1（整改前）","stage":"before"}]}],"feedback_by":"2026-12-08","team":[{"name":"王建国","specialty":"电气","title":"高级工程师","lead":true},{"name":"李红霞","specialty":"电气","title":"高级工程师","lead":false}],"highlights":"","signatures":[],"opinion":{"agree":true,"text":""},"verify":null,"seal":"demo"}','88de9df1832b1fc9229ebeeeb1153e14eec167e3ac30aef9f4fe071df8f4d7f6',113851,3,1795457098409,1795457100498,1795457100507,'{"method":"direct","at":"2026-11-24T01:00:00Z","to":"杨经理","by":"p-sec"}','{"name":"韩安全","at":"2026-11-24T01:05:00Z"}',NULL,1795457100526,58);
CREATE TABLE document_finding (
	org_id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	finding_id TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	CONSTRAINT pk_document_finding PRIMARY KEY (org_id, document_id, finding_id)
);
INSERT INTO "document_finding" VALUES('411122','758ffed5-61a9-4971-8846-553ba74bb187','a54c7ede-a035-4da4-b00c-b7ccbcdf574c',1);
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
INSERT INTO "finding" VALUES('411122','a54c7ede-a035-4da4-b00c-b7ccbcdf574c','closed','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','e-1','411122100','advisory',1,'electrical@0.1.0','elec-sub-01','general',NULL,'一号车间北侧配电室','配电室门向内开启，未向疏散方向开启。','建议改为向外开启。','null',7,'2026-12-08','2026-11-23','["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]',NULL,NULL,NULL,NULL,'758ffed5-61a9-4971-8846-553ba74bb187',1,'{"measure":"已改","owner":"韩安全","done_on":"2026-11-25","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}','p-ent1','p-sec','2026-11-26','{"reinspector":"p-sec","at":"2026-11-26T01:00:00Z","note":"合格","result":"pass"}','["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]',1795457098321,1795457098398,1795457100507,1795457100537,1795457100569,1795457100569,62);
INSERT INTO "finding" VALUES('411122','8ca6c47d-97bd-4fdd-a44a-d145cbc69100','submitted','2c65610f-5259-431a-9178-a15e187e52b6','e-1','411122100','advisory',1,'electrical@0.1.0','elec-sub-01','general',NULL,'一号车间北侧配电室','配电室门向内开启，未向疏散方向开启。','建议改为向外开启。','null',7,NULL,'2026-11-23','["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]',NULL,NULL,NULL,NULL,NULL,0,'null',NULL,NULL,NULL,'null','[]',1795457098385,NULL,NULL,NULL,NULL,1795457098385,49);
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
INSERT INTO "head" VALUES('411122','setting/bureau','record','0mwtksrf1-000-server00','0mwtksrf1',1,'system','{"name":"临颍县应急管理局","abbr":"临","demo":true,"system_name":"助千企平台","contact":"工贸科","phone":"0395-0000000"}');
INSERT INTO "head" VALUES('411122','township/411122100','record','0mwtksrf1-001-server00','0mwtksrf1',2,'system','{"name":"城关街道"}');
INSERT INTO "head" VALUES('411122','township/411122101','record','0mwtksrf1-002-server00','0mwtksrf1',3,'system','{"name":"杜曲镇"}');
INSERT INTO "head" VALUES('411122','enterprise/e-1','record','0mwtksrf1-003-server00','0mwtksrf1',4,'system','{"name":"临颍县颍川食品有限公司","uscc":"91411122000000001X","industry":"农副食品加工业","hazards":["dust","electrical"],"township_id":"411122100","address":"临颍县产业集聚区经一路","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","employees":60,"scale":"小型"}');
INSERT INTO "head" VALUES('411122','enterprise/e-2','record','0mwtksrf1-004-server00','0mwtksrf1',5,'system','{"name":"漯河淼犇机械有限公司","uscc":"91411122000000002X","industry":"农副食品加工业","hazards":["dust","electrical"],"township_id":"411122101","address":"临颍县产业集聚区经一路","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","employees":60,"scale":"小型"}');
INSERT INTO "head" VALUES('411122','person/p-exp1','record','0mwtksrf1-005-server00','0mwtksrf1',6,'system','{"name":"王建国","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-exp2','record','0mwtksrf1-006-server00','0mwtksrf1',7,'system','{"name":"李红霞","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-exp3','record','0mwtksrf1-007-server00','0mwtksrf1',8,'system','{"name":"赵志强","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-off1','record','0mwtksrf1-008-server00','0mwtksrf1',9,'system','{"name":"周执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-off2','record','0mwtksrf1-009-server00','0mwtksrf1',10,'system','{"name":"吴执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-sec','record','0mwtksrf1-00a-server00','0mwtksrf1',11,'system','{"name":"陈科员","role":"section","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-lead','record','0mwtksrf1-00b-server00','0mwtksrf1',12,'system','{"name":"刘局长","role":"leader","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-grid','record','0mwtksrf1-00c-server00','0mwtksrf1',13,'system','{"name":"孙网格","role":"grid","specialty":"电气","title":"高级工程师","township_id":"411122100"}');
INSERT INTO "head" VALUES('411122','person/p-audit','record','0mwtksrf1-00d-server00','0mwtksrf1',14,'system','{"name":"郑审计","role":"audit","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-admin','record','0mwtksrf1-00e-server00','0mwtksrf1',15,'system','{"name":"冯管理","role":"admin","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-comm','record','0mwtksrf1-00f-server00','0mwtksrf1',16,'system','{"name":"褚安委","role":"committee","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-dept','record','0mwtksrf1-00g-server00','0mwtksrf1',17,'system','{"name":"卫消防","role":"dept","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-ent1','record','0mwtksrf1-00h-server00','0mwtksrf1',18,'system','{"name":"韩安全","role":"ent_safety","specialty":"电气","title":"高级工程师","enterprise_id":"e-1"}');
INSERT INTO "head" VALUES('411122','person/p-head1','record','0mwtksrf1-00i-server00','0mwtksrf1',19,'system','{"name":"杨经理","role":"ent_head","specialty":"电气","title":"高级工程师","enterprise_id":"e-1"}');
INSERT INTO "head" VALUES('411122','person/p-ent2','record','0mwtksrf1-00j-server00','0mwtksrf1',20,'system','{"name":"朱安全","role":"ent_safety","specialty":"电气","title":"高级工程师","enterprise_id":"e-2"}');
INSERT INTO "head" VALUES('411122','checklist/electrical@0.1.0','record','0mwtksrf1-00k-server00','0mwtksrf1',21,'system','{"name":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","content_hash":"0000000000000000000000000000000000000000000000000000000000000000","content":{"id":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"items":[{"id":"elec-mgmt-01","section":"mgmt","text":"电工持证","method":["查资料"],"severity":"major","photo_required":true,"basis":[{"name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","clause":"第三十条","src":"V"}],"major_criterion":[{"name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","clause":"第三条第（二）项","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的","src":"V"}],"typical_finding":"电工无证上岗。","suggested_measure":"立即停止无证作业。"},{"id":"elec-sub-01","section":"sub","text":"配电室门向外开启","method":["看现场"],"severity":"general","photo_required":true,"basis":[{"name":"低压配电设计规范","number":"GB 50054-2011","clause":"4.3.2","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"typical_finding":"配电室门向内开启。","suggested_measure":"改为向外开启。"}]}}');
INSERT INTO "head" VALUES('411122','visit/822c14f0-f3c6-42b3-b5f8-a562c05c1c71','answer/elec-sub-01','0mwtksrhm-001-pe8gjbx7','0mwtksrhm',24,'p-exp1','"nok"');
INSERT INTO "head" VALUES('411122','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','photo/3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','0mwtksrhm-008-pe8gjbx7','0mwtksrhm',31,'p-exp1','{"at":"2026-11-23T02:00:00Z","w":640,"h":480,"role":"scene"}');
INSERT INTO "head" VALUES('411122','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','measure','0mwtksrhm-006-pe8gjbx7','0mwtksrhm',29,'p-exp1','"建议改为向外开启。"');
INSERT INTO "head" VALUES('411122','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','due_days','0mwtksrhm-007-pe8gjbx7','0mwtksrhm',30,'p-exp1',7);
INSERT INTO "head" VALUES('411122','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','item','0mwtksrhm-003-pe8gjbx7','0mwtksrhm',26,'p-exp1','{"checklist":"electrical","version":"0.1.0","item":"elec-sub-01"}');
INSERT INTO "head" VALUES('411122','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','location','0mwtksrhm-004-pe8gjbx7','0mwtksrhm',27,'p-exp1','"一号车间北侧配电室"');
INSERT INTO "head" VALUES('411122','visit/822c14f0-f3c6-42b3-b5f8-a562c05c1c71','opinion','0mwtksrhm-009-pe8gjbx7','0mwtksrhm',32,'p-exp1','{"agree":true,"text":""}');
INSERT INTO "head" VALUES('411122','visit/822c14f0-f3c6-42b3-b5f8-a562c05c1c71','answer/elec-mgmt-01','0mwtksrhm-002-pe8gjbx7','0mwtksrhm',25,'p-exp1','"ok"');
INSERT INTO "head" VALUES('411122','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','statement','0mwtksrhm-005-pe8gjbx7','0mwtksrhm',28,'p-exp1','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "head" VALUES('411122','visit/2c65610f-5259-431a-9178-a15e187e52b6','opinion','0mwtksrjp-009-pe8gjbx7','0mwtksrjp',46,'p-exp1','{"agree":true,"text":""}');
INSERT INTO "head" VALUES('411122','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','location','0mwtksrjp-004-pe8gjbx7','0mwtksrjp',41,'p-exp1','"一号车间北侧配电室"');
INSERT INTO "head" VALUES('411122','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','statement','0mwtksrjp-005-pe8gjbx7','0mwtksrjp',42,'p-exp1','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "head" VALUES('411122','visit/2c65610f-5259-431a-9178-a15e187e52b6','answer/elec-mgmt-01','0mwtksrjp-002-pe8gjbx7','0mwtksrjp',39,'p-exp1','"ok"');
INSERT INTO "head" VALUES('411122','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','item','0mwtksrjp-003-pe8gjbx7','0mwtksrjp',40,'p-exp1','{"checklist":"electrical","version":"0.1.0","item":"elec-sub-01"}');
INSERT INTO "head" VALUES('411122','visit/2c65610f-5259-431a-9178-a15e187e52b6','answer/elec-sub-01','0mwtksrjp-001-pe8gjbx7','0mwtksrjp',38,'p-exp1','"nok"');
INSERT INTO "head" VALUES('411122','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','photo/425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','0mwtksrjp-008-pe8gjbx7','0mwtksrjp',45,'p-exp1','{"at":"2026-11-23T02:00:00Z","w":640,"h":480,"role":"scene"}');
INSERT INTO "head" VALUES('411122','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','due_days','0mwtksrjp-007-pe8gjbx7','0mwtksrjp',44,'p-exp1',7);
INSERT INTO "head" VALUES('411122','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','measure','0mwtksrjp-006-pe8gjbx7','0mwtksrjp',43,'p-exp1','"建议改为向外开启。"');
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
INSERT INTO "link" VALUES('411122','41c62909-b40e-4c82-9b4e-8c8e1b90deea','758ffed5-61a9-4971-8846-553ba74bb187','read','c1e0dfcd4be6ce52d84f180699a6e88ba5984ad58a3cec7f4e0592bf2a048c41',NULL,1795457100204,NULL,NULL);
INSERT INTO "link" VALUES('411122','cebac117-5dbb-48c7-9bb1-b0e7e7a0e292','758ffed5-61a9-4971-8846-553ba74bb187','service','e8e326b35ab2916923f511a53d89f5d360a717578a67dc2dc818c82681ff79df',NULL,1795457100522,1803233100520,NULL);
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
INSERT INTO "op" VALUES('411122',1,'0mwtksrf1-000-server00',NULL,'setting/bureau','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','d82342fd11ec0947fc03cb6e7dd4feed64a9201ab6e4566505f2e38305639f80','fea956a605e65847dd0f4cae77b471cc5d211fdfacb9320c13a45e6666c68acd','09e88431bdb56ffebef52d459354bfa4ced7475380ddfcc52b135aa3e9b61985');
INSERT INTO "op" VALUES('411122',2,'0mwtksrf1-001-server00',NULL,'township/411122100','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','13c3ce6cbae95ff3cdf04f4542cbf746f9494afbe834deb808ca0600224ebf06','f186fbb3776a6bac35abf48aa2f88960dfc9b70016335a79a9ce32d27911d106','01943ccc45417ba5072278177de047039d51e70382af6a6a383938cd726178fc');
INSERT INTO "op" VALUES('411122',3,'0mwtksrf1-002-server00',NULL,'township/411122101','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','9aaba5a7d2419737d3c6bfa2985220a59312b6814636b2ed657f7eed4b475842','69a449f07038456a7c3791e22041a591eb50bbcba51d0052e1b3780a93f988ce','8f01133c23010bc823a31ffb3d2d75102d7618b5d90e8b95c604732082d5f8d6');
INSERT INTO "op" VALUES('411122',4,'0mwtksrf1-003-server00',NULL,'enterprise/e-1','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','566aed0ae770409ba786ca0397cec84ece7a4c889c92f04a41adbff1b956fd48','a9d7f204b7c824b5e6fb8d9c83076940880d560c8a826e7fc2c074df395ceca8','b7e9185dbc0cc0ae7db939fedb9c7b9ffe458576a7b36c0c560ca3868415df33');
INSERT INTO "op" VALUES('411122',5,'0mwtksrf1-004-server00',NULL,'enterprise/e-2','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','8a3b5fe857eb13a0812608cbac63805fb5750a39a4ec7155ff78112db4b63ca3','169d879122cff824b7379163da0924237e6c91f68d853678752a569b93529c97','0677ff95deb0a6750e78e899ca02d7428092373fad75986fe3576298c3efa55a');
INSERT INTO "op" VALUES('411122',6,'0mwtksrf1-005-server00',NULL,'person/p-exp1','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','4dcb00dea606638582f4a8e163f7ea1b2005f8260baaa5f297390f06b9fa3ca6','ce5aefd925f8af3d3f0f7391027f4b0def6dd808f0e9f3e3d22db3f6be439b49','2581147d124f70fe00ecb45874108f31c9bacb2fbecdea1945cb705059834433');
INSERT INTO "op" VALUES('411122',7,'0mwtksrf1-006-server00',NULL,'person/p-exp2','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','9a2e7d3627265a097490523e916ee97bd02bc24000ff04c74f8ee629db85d5de','0b345a4059465f4bf8a788a94b12228641f60c37adf047b98efa20fe3764f7f1','c375c7b6d564d74eef87270719ae625ac6bc320a53c0ec5a232ae522317cc883');
INSERT INTO "op" VALUES('411122',8,'0mwtksrf1-007-server00',NULL,'person/p-exp3','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','676eedfba2d5806fae16d3d887b055e163f1cadadd579fced599c591df6652cf','d0eda72a730604e2c9b65e8c14d29e26cb1d63b8aa05e5bb4d31e37964909f0a','26132b74681f2e9190d6e4c4776b6b8bdb24e79c7274d9985407ae4fee697400');
INSERT INTO "op" VALUES('411122',9,'0mwtksrf1-008-server00',NULL,'person/p-off1','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','a3da451a7fbf9779aa114a66989830f2123287d84b6d74afa80b558b4cc7aa1c','061d01ffd5d4aacb5efd6a556afb3ff392afb9450e080a0a2b166644e9e74b32','ecd73db5b0a2c3774fe6b4183b161799809b0705cf72cdfd4c55245b780773f1');
INSERT INTO "op" VALUES('411122',10,'0mwtksrf1-009-server00',NULL,'person/p-off2','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','2d5d3476e6b65922102075b7fae4638bb4505ccffb497d18872f4cbb5d6250fb','2cb110d066214b416b7c7a19f4e5904603489567f31a6bf47624063920cbf30d','9f5bb37d09a3bebe354ba3453295f990655570a52baa4f56642793b4b83051b3');
INSERT INTO "op" VALUES('411122',11,'0mwtksrf1-00a-server00',NULL,'person/p-sec','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','666c084fa0d1d5de49c89e1f7eda52ba6f3e427d89984268a14ff16bd4ac3daf','35b676a79ca35ec9ead79e70dea60f1432eb4fe870ce20ef3a99b11f3df8850b','439f2a08f32aaacf5e6560829737fda2716b39b53d148734303a93a61efbdad9');
INSERT INTO "op" VALUES('411122',12,'0mwtksrf1-00b-server00',NULL,'person/p-lead','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','e6c057d39daf01f6391a27b4f429ea5f780dd5bcd93da547a4931c78148d0781','5a8531d496d08cf7603872d1dc15a19c108743e5584fa883f0aa92d7ef29a451','01b6a42dc5e67c6e496faa59eda8e33f87c7eac991aba30a18178e3e5d47026c');
INSERT INTO "op" VALUES('411122',13,'0mwtksrf1-00c-server00',NULL,'person/p-grid','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','0573539efb753d568aa1494b77b8bcda965b73e03a9fd63aea84da69d1373154','f70fc17e00609ce7c97bb4f70f36e21cfc096fe9c229c85fc658de577e6e1d9e','6022127cbc54b4ec0b98646665780d3d7fda8b7b99ff1f3f639bd7e9a413252b');
INSERT INTO "op" VALUES('411122',14,'0mwtksrf1-00d-server00',NULL,'person/p-audit','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','d819bd84712a93830527981b7f83d4e9677bca2ed7cb4fcee9468ffa2551d806','8b3402ed92de8ec92527ff30389f53295a7d39d12904ae4d98944f067787eb69','6d4e1a17a7be760dd50cda35f4ff9bdde4cfe54476e8894cb6b4ae38a98856ab');
INSERT INTO "op" VALUES('411122',15,'0mwtksrf1-00e-server00',NULL,'person/p-admin','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','61d3ad4da59ef27905f8f46bc84500d594d4239fe52944ab3a9a6542fb6bd98b','204780002acf5c1fe691e6effe09183f17e2ecb1049c13c2a16fd04fd39d5120','b7bde06b58e9517dcc89cbd421c1a63210b206cb8c4149e0e393441536ce8ba1');
INSERT INTO "op" VALUES('411122',16,'0mwtksrf1-00f-server00',NULL,'person/p-comm','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','75eb27cae10054d32ce3ed9c40f752b68f6982e97d86baf41ef4e0345123cbfc','c3da336c0b3daa339059e479c6c5b79e6bc2112c64be2f641192492786f3005c','e46b605c83068f8bc25527fe929c72b30c7668ccb268c7b91e05de6ea47979d5');
INSERT INTO "op" VALUES('411122',17,'0mwtksrf1-00g-server00',NULL,'person/p-dept','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','e1713ec05dc39775829971683d6afda915c54bf5eae776e6df59714a250b5fe8','01283f2f8101a4da3235ecbce870b7f8c0fa0c3c736e784e330cf61e4cb861f3','0631ecae1d0723f1225e4dc00778234c78d10e84fc7a43d689415690a574f43c');
INSERT INTO "op" VALUES('411122',18,'0mwtksrf1-00h-server00',NULL,'person/p-ent1','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','f79e8f338cfd342d72e465e836d2e1bd68f74a79febe788bfa3860811df8435e','2c2a9096ba9a4329d63f729a592e2376be12680ca24b5f115b5f9b90b76c9c3e','d6464e0cc20422243ef3ca1aa9120c984160ba4f9710cd29f19874919fcd693d');
INSERT INTO "op" VALUES('411122',19,'0mwtksrf1-00i-server00',NULL,'person/p-head1','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','57d22e9bf2693bd8dec1e5018ec84e803bbcb3fc400c011d5b26cca5f7d9c4a2','55f00ebda2bc56941560fd784344e3c8573cee6003c57dc63dce34d3a400b61b','482e5785b18144487d0b3906a09c477238d60b2ccb409c01b7baf43f7a84e010');
INSERT INTO "op" VALUES('411122',20,'0mwtksrf1-00j-server00',NULL,'person/p-ent2','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','15529dd3da9337f48015101debe20216edda85c0c883f79966dda384b20695b3','3bbcc846647cdde5a97e2a0de3bc4f2dd18a59cea079984ae45fa82e404b83e8','3a3af99427aa565572d406d92a975c41b9102e5bfe1643981b02a287756d4132');
INSERT INTO "op" VALUES('411122',21,'0mwtksrf1-00k-server00',NULL,'checklist/electrical@0.1.0','set','record','[]','system','server00','system',1795457098189,'0mwtksrf1','0b740cae5c6e1e5c784bf29a5b82918da3c0ae744a7e2049761a1c913ac906fa','81b141d28cef528a7b4c527cfafa12a41964fad46def5891ab03324fbfdb6793','b95bd8d79af28c2b299e208384f6c26cbf840d56e70656dc61d79cc5f41c14b5');
INSERT INTO "op" VALUES('411122',22,'0mwtksrha-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','visit/822c14f0-f3c6-42b3-b5f8-a562c05c1c71','event','plan','[]','p-sec','server00','p-sec',1795457098270,'0mwtksrha','d281b90446d3403d220445ac4717aaaa49076e00833dcebd3b69fdc826dcdd68','32d750131c02fe3baf3fcc28ecbf224333d9376f16a85716ee0003cc3ac8b7d5','d9a34cc44fb7b4f1f65a244331fa40363aa57b65672bba27882fe032a1ee3f8b');
INSERT INTO "op" VALUES('411122',23,'0mwtksrhm-000-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','visit/822c14f0-f3c6-42b3-b5f8-a562c05c1c71','event','start','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','21734a5345455d723ef2d2315a6d6c5e37f977ea3d8a689553b6af452123ea0f','d341ee989ae75795ce070d873ec0ce61dc538f622b57cccd39c4a9c2c3545415','ee12e3a45408f54f43583186f9dffb68072ef73271f1aa843a4bfc79e881648d');
INSERT INTO "op" VALUES('411122',24,'0mwtksrhm-001-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','visit/822c14f0-f3c6-42b3-b5f8-a562c05c1c71','set','answer/elec-sub-01','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','45ce0c631374cbab4b8507b8831c8edce18a5ae3970b02fedce258d70c62ce6c','142574cf4554e659229954f1087abc30b440626cb35dba61515e2f1382f3ef01','d52c7c5356d0b12cc16e03ec2c778c2ea60bf0d5985767c9babc84948b75f9c6');
INSERT INTO "op" VALUES('411122',25,'0mwtksrhm-002-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','visit/822c14f0-f3c6-42b3-b5f8-a562c05c1c71','set','answer/elec-mgmt-01','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','05d87ddd56b05ae113b367877d265e829cc8c136a40aae3a3aa1db650bc25bbd','d38d6a0a4fec98dbd56afe4c7ed7240c6c7bb371fe7247bb0cb74cb462e26dec','711a072d8f04aa6b884649ea30b55a8c53c87e6d4c82762cf3ded13cf94e0cca');
INSERT INTO "op" VALUES('411122',26,'0mwtksrhm-003-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','set','item','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','d0d77fdab54e5ca85e464040361a086c7cc1441aa63518a35d6e9f8a7aebea17','098aaaddd9960250c07118c8f41f28e59be8bfaf4018893bab8fa55d6dba5f35','96bd68cc2fa3c1d0b7fbf81fbda8caecab970537dc921f3ef5763c3bd180d9c3');
INSERT INTO "op" VALUES('411122',27,'0mwtksrhm-004-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','set','location','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','ae592671c22d80650a973e667b437add55b10bdeb6cb9479ed892cb9ebe2cb78','2be5df1edeeb2a463bf4e54bf63b524b79e3b8d0a7fdce31516561b9f797c700','a0b0b0e3c250ab5ca4533ce3ba3489923d7f01b4e8246763df067a444a334fb8');
INSERT INTO "op" VALUES('411122',28,'0mwtksrhm-005-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','set','statement','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','0e364407a72b92851529552b3b71b971cdbc0ee30c1f577d350ae484f35e44bc','f9d66b64aa4ed9fea8338c846b4beb8cd78498bd89aee485bd590e0aecb768c9','6e58497523f2bb1a262ff9841d775299c265711960c90f988408221d12ba02a1');
INSERT INTO "op" VALUES('411122',29,'0mwtksrhm-006-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','set','measure','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','c7fbf2e0fc5e661fd15694bae83dfc7891f6e8b8030e75537c0bda8cdf777225','8d4f00c9e1de852fdb52042873106a939b8aee342cf3b09636948a5f41ebd5d8','36b8fef2158306ddedd00b6bc78b5faf280d8f5df940db9ef4b80c438f427325');
INSERT INTO "op" VALUES('411122',30,'0mwtksrhm-007-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','set','due_days','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','74081ff661973951bacf39e539c5cf1e75ace7b4b8d7549dc4327240859a8218','6bcf97df822c2f26220030cc06983af23da3c48397cba6db54957e7a28445e54','e55be0bdea46eedeb870d3e5327bfb238b398edd2cfcd8a5dc6ee020c86228b5');
INSERT INTO "op" VALUES('411122',31,'0mwtksrhm-008-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','set','photo/3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','8740ceb5971c46b109dd2e7cea5660e84108825abc6ef017e9482fb043bf737c','6fad74ef1fac1f9a2cb7a48c6b3f55485d9b82b2c709ffa7338e97ec14740153','cf0417b4117c9b08c840dc1dee17851d8344aa4ab0b3caf856d7a4835e8b14c7');
INSERT INTO "op" VALUES('411122',32,'0mwtksrhm-009-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','visit/822c14f0-f3c6-42b3-b5f8-a562c05c1c71','set','opinion','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','72423abe7fa4eaa051a6f52285f14f3faf175f1560363a6c6782790217910bcb','1d22d4d0317a03052b220fe54fba4f1efb466bd38f53791a28abcc5a621f31d3','f144021fa1dba8fe1c8318ceb1b4b939d153de767137a333746ac6f51eda6f02');
INSERT INTO "op" VALUES('411122',33,'0mwtksrhm-00a-pe8gjbx7','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','visit/822c14f0-f3c6-42b3-b5f8-a562c05c1c71','event','submit','[]','p-exp1','pe8gjbx7','p-exp1',1795457098283,'0mwtksrhm','a98b099315f69bc27afe8651232be644e7413521e0a02068b310c9176e5cd2e0','f41c317e40e01e357e612bfbac8884138e907aaef6b78e2bbbe2e731fd7afe5a','d46460ba5b78d34743118fa899b8bde0fde8f228b8840e8c71435918a7f70dce');
INSERT INTO "op" VALUES('411122',34,'0mwtksrip-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','visit/822c14f0-f3c6-42b3-b5f8-a562c05c1c71','event','received','[]','system','server00','system',1795457098321,'0mwtksrip','9dc9ed0a85b9b2a5ee089df7048bb3d89ad28737c26e164e84ad5625edc48274','cd06a9d2cb329186577a9d0dbcf240e3b5a32af3c7a5db68745feddaeb0c41c9','377ecaaba6c57c9fac1e7701c734a7c2859b4dd24357350e1818d3e0ac79f103');
INSERT INTO "op" VALUES('411122',35,'0mwtksrip-001-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','event','submit','[]','system','server00','system',1795457098321,'0mwtksrip','a8ede2a7f97436463a36bfdf95a6a7e305b3dfb61d6a9734ec3fabe73cd1efc3','5a4cbd129c5e6d622deaaa0dc8a9b5dba546bf9acaf412ce66f60d17c464cdad','5d8b4214a49643609476f9325bc687bdad70c06474fad2e41d22ca89d017c7df');
INSERT INTO "op" VALUES('411122',36,'0mwtksrjd-000-server00','2c65610f-5259-431a-9178-a15e187e52b6','visit/2c65610f-5259-431a-9178-a15e187e52b6','event','plan','[]','p-sec','server00','p-sec',1795457098345,'0mwtksrjd','3ae6e52fd81dbb8c7f0e1bb90ae944b9c89e8fcbfca4d3882488d1e2a6a6a265','43f9d3b98e848dfb84c6fd19b16ee0450908c412e02df0ddf500dfd743737ee9','b3ad91bd4e23b4b22dbd9321f96493aef73405bdd40140e228ca0b7449b89075');
INSERT INTO "op" VALUES('411122',37,'0mwtksrjp-000-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','visit/2c65610f-5259-431a-9178-a15e187e52b6','event','start','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','ac155879a62d67310121b3b723f16eed616ff17e5d63f527cd6cfabbd4e2b5de','50ac15eddfe2b09fca6a628f0da15bc72c96c39d613caf15c0589fc3c6ddeafe','d177524610e28779125eb93bd96e5e36218de4ce171f3281cf4cd1677670a704');
INSERT INTO "op" VALUES('411122',38,'0mwtksrjp-001-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','visit/2c65610f-5259-431a-9178-a15e187e52b6','set','answer/elec-sub-01','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','22aa6d1fd2b9ad3dfa6c60d6fbdf7551bf5e2bf83cb071cf0c375500c037c3f8','42b7f02928d01fa3e45ad78e0895b537255acc248b7daaffee21fc9b7ca96659','4a1b80e1a0817786378b80171c699890ccd12d65ec10ab0a3b837a198ee8139f');
INSERT INTO "op" VALUES('411122',39,'0mwtksrjp-002-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','visit/2c65610f-5259-431a-9178-a15e187e52b6','set','answer/elec-mgmt-01','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','7908e6f12a3bf1b32e736a85e3b442181b0630d58df56f9b0304c09649452127','983c913d22aacec5f54a77cbda76c8ad8d7a618ecfb13be6d70f99904766d9f1','f82191feaed8a73de3ef530b0e3a2b44875e9f48603541d04c1a8d570ca9e490');
INSERT INTO "op" VALUES('411122',40,'0mwtksrjp-003-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','set','item','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','877ffde9804749f2d5ee569a12f911c64b51e1bc2c66105beceb4b0636664414','0ebcc0c87de28a85bf8297537bcd671485bd51fcd3a64b1cd048d2cd5a37eeb3','4d0c85952adcc4bb8f22c8a12c550a913ac9eede6f8d45d96a642216db493dca');
INSERT INTO "op" VALUES('411122',41,'0mwtksrjp-004-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','set','location','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','f4a46f7105235b25470bfe8effb5b0a899703d82ea2c423d31fdb4d969a2bf66','241f15aef5fe5822c709a832810f0335ffe83a273ddacd75cd01563338717735','7a8be6e4e268ee7fb3d780e31bfbff0dcd470225d1b72b2f491a5de5cbb99529');
INSERT INTO "op" VALUES('411122',42,'0mwtksrjp-005-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','set','statement','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','6b0a9657ed8c5086f9b311c80f0cd8e3cc76eb95ca759ee5d17a11fb5a39047a','0ac8660857914459561b2a68d91cae5ecde9542de4cf1dd2e6d58fd15a27fb52','7452c8416ed83f17ab4ab70308f35976028941f913a57e8f7a67fb85fcc9b188');
INSERT INTO "op" VALUES('411122',43,'0mwtksrjp-006-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','set','measure','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','2521927ff1696f62609779960c300b2d9388a6c89494f15768d6a0bdd19a1661','62462a46e980e2f242b1753695046b8ccdad23519a03cd0b3206a1015088a45c','bde400db91b8470eb0c67771d75295d6a3b1027b94005fb2e3a25b2845e154bc');
INSERT INTO "op" VALUES('411122',44,'0mwtksrjp-007-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','set','due_days','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','df4b327cede4356ddb49647b22c0b8fc926d7ec4422348a97f177d69ce7d44c9','79a6d5ffb2cffa906e1f55349b392c691217a3266155786e4ccc2c63c668cf1d','4d6c017b39c5a4ec34fd7aa09230d50c7319763dd6e4414f9f2b8863412bb826');
INSERT INTO "op" VALUES('411122',45,'0mwtksrjp-008-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','set','photo/425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','ec824a2c8772fd23f03ed33ff247c98cabbfc656558d09defae5c4d705d128da','451c0fc4f705554eb3e2b82eb4eef58e3ffcffdde4a843d3e08f92ec840860b3','0a5ee0c4cc2a47fd9cc016ff62ef7f63ca8f499258635977168581f1c5f3ab7a');
INSERT INTO "op" VALUES('411122',46,'0mwtksrjp-009-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','visit/2c65610f-5259-431a-9178-a15e187e52b6','set','opinion','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','acdf98a41240cc285c9e0b86d1f1a4f0ad1559b16b52f687f68585dae2d65367','926101c2b60172d9fe39573c03f19ef997ec149e367324861e612289000f16a6','24d9d85f576be828b41526f997b6f302cfea98085bede0291f560f47c00b009e');
INSERT INTO "op" VALUES('411122',47,'0mwtksrjp-00a-pe8gjbx7','2c65610f-5259-431a-9178-a15e187e52b6','visit/2c65610f-5259-431a-9178-a15e187e52b6','event','submit','[]','p-exp1','pe8gjbx7','p-exp1',1795457098357,'0mwtksrjp','aef6f313eb81a8184849c3447ff5b11472dbb4d97164a86feef245c1b22cd95e','4d2a43d7facada4d9eb380eb4d13ebe478fdcb50b83fc11825c5bdc0f5eebd2d','3fe6454cba0ff11506b9261794b8ea42bdae50aeff4ee7e891a8936f27b399ae');
INSERT INTO "op" VALUES('411122',48,'0mwtksrkh-000-server00','2c65610f-5259-431a-9178-a15e187e52b6','visit/2c65610f-5259-431a-9178-a15e187e52b6','event','received','[]','system','server00','system',1795457098385,'0mwtksrkh','dd4a9a9bd0710a2b8b59a194a69904dd345dbcd70318ffcedf0405d7f8819988','c8f54584efb68cc95b24380c76b3b419f6eaaf7488131b200ef2d212427f9c57','07efcb2e3eeabc89a08a0fbaf79195a51f4c6e4552cfedc13df17cfe1588863d');
INSERT INTO "op" VALUES('411122',49,'0mwtksrkh-001-server00','2c65610f-5259-431a-9178-a15e187e52b6','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','event','submit','[]','system','server00','system',1795457098385,'0mwtksrkh','ceeb1453a5878900bbfa71056816228d38dc37261ec27252d1a97530210e12b1','ac09f81436b46704de25de928975a1672467606f3701421fdf2cffdfee671194','7befde5c004cedc8f41f230fd9bc5c87c08968cb34081be41cc4e8fed3c987a0');
INSERT INTO "op" VALUES('411122',50,'0mwtksrku-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','event','confirm','[]','p-sec','server00','p-sec',1795457098398,'0mwtksrku','997e758cba85a8e609cd345f668ed7a31b30569ffc203488dc5043d66b228e5f','9f6e57563c013d50348ee6f483b0f326aa3d4c2b0147ccaaf5decdc4764e3161','94267450d8c75e963abe6d484d0c8063bc0428d9815c8b09f16d9216a5aee639');
INSERT INTO "op" VALUES('411122',51,'0mwtksrku-001-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','event','grade','[]','p-sec','server00','p-sec',1795457098398,'0mwtksrku','03054963d7028573a18c344ccdc0329607b1b728e1db74d9f525607b6a4e1b90','7dbffd45d21e2eae9973a7c8ef41755eab808485cd5eba6af277bd4161accf66','a4a406784786136387ab3bd21ec14eb53ea2fae32d90465b5bcf6bf0717657f0');
INSERT INTO "op" VALUES('411122',52,'0mwtksrku-002-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','event','assign','[]','p-sec','server00','p-sec',1795457098398,'0mwtksrku','d442fce205043ac48f7f4f38af32986eeb7d293d6611c5f670499f0ff03fbfdc','d201322b99829c816aee149510cb014c413b4abd135eaeb4fbfdcce5656f2f25','ded5a7246b439cc0ca787a94c24f51e12a0d7bcb84a1d49846105b33a85e4b4c');
INSERT INTO "op" VALUES('411122',53,'0mwtksrl5-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','document/758ffed5-61a9-4971-8846-553ba74bb187','event','draft','[]','p-sec','server00','p-sec',1795457098409,'0mwtksrl5','df9f57b4db59fe429599481418d96fa9e7b8a149e0c73875493f5ea56699dcfe','0a6ebc237d75a184d98b14d373ddd3dad683ab20dc4a48d0a4705664f5ca3190','8ad6072c112360a16157eb0a6cfc29bb535a3966953cfee11612878d048538f1');
INSERT INTO "op" VALUES('411122',54,'0mwtkssyk-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','document/758ffed5-61a9-4971-8846-553ba74bb187','event','issue','[]','p-lead','server00','p-lead',1795457100188,'0mwtkssyk','6f631ac78c6439c2328d766dc1e03526a40e54dca0690468f7ebeb7e2f0d9fa4','ebc0a1de195b799063cccd4a10c3ae35fa1137b6f114e92b168df3a294d61816','2dc0e2998e7e1995726cc1c6872aee2a780ce4781a28ee687ec35943aef7b4e1');
INSERT INTO "op" VALUES('411122',55,'0mwtkst76-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','document/758ffed5-61a9-4971-8846-553ba74bb187','event','issued','[]','system','server00','system',1795457100498,'0mwtkst76','04ee2fe38d6bf8febc243990819d4991df919802784dbfced95e2e32ae0b9f7b','7446d8a3314bbfa72a8869ad2002e5c816f57132ca6203555d5ffaef8d2b0c9e','762dec091408b772e09a8b437ff9ca07b66cf1948c97f8074f49d4266a54c781');
INSERT INTO "op" VALUES('411122',56,'0mwtkst7f-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','document/758ffed5-61a9-4971-8846-553ba74bb187','event','serve','[]','p-sec','server00','p-sec',1795457100507,'0mwtkst7f','eac382cd9c1d209189082336a2da2ffb3a4b900f891dd841473659db77d2b62d','fa544a2c4eff83ecc6f36cdddf9dc59376d6486d708ea97d8c4bd44eb1be7e1d','725e151b207653839c1c8a03d3045cef38f8bc604afaad9610c95c1028832e08');
INSERT INTO "op" VALUES('411122',57,'0mwtkst7f-001-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','event','notify','[]','p-sec','server00','p-sec',1795457100507,'0mwtkst7f','dd2f23c437e08f44305c406a38c9380e1c8ed6a24b60b900b9a2a6d2cdf12c44','d589407e505576260f24bbeef6e60c06524f985160755efb33d053aa9175b8e1','47daf792aa8c699a411a8be60b4022f4bb58c72a08ed295ee0bc3242cae82e05');
INSERT INTO "op" VALUES('411122',58,'0mwtkst7y-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','document/758ffed5-61a9-4971-8846-553ba74bb187','event','receipt','[]','p-ent1','server00','p-ent1',1795457100526,'0mwtkst7y','66ee9120cb84d282196550817b7119789d033e2836bceae5251b2f0c04e88044','ef3b76603b7847f920493106df54c6430f9e236a8b5259f0077f1bf0ceed1a90','890eb7a7d6e278287e58d239b703e2df4e74aed27758d14154c99fee65b18bf3');
INSERT INTO "op" VALUES('411122',59,'0mwtkst89-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','event','feedback','[]','p-ent1','server00','p-ent1',1795457100537,'0mwtkst89','5fc347024116b4982a0ad8da31807ce862c795d396895a4560edb6b8af811b08','aeccd86d44dac4fe344d8e8634eb613fce5fdd136e90a94723d1ebe3fe0188a1','21d0e8912d4085cec08f43c4f997f7d52ddb23fbc2ec7d11eb50d50118971fdc');
INSERT INTO "op" VALUES('411122',60,'0mwtkst8p-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','event','recheck','[]','p-sec','server00','p-sec',1795457100553,'0mwtkst8p','8b2fbdf36de41867b4ced0479471ed3e00feaf49217de82553ad488779e94370','10b117d4b33ef93574e563279f8cd5c40d265ef7ccbfdfcb3ed88a68e81284b8','77c28d809ccc979447ae75f28580dc057f8ee3474319f5c8fb4ddc58377483b3');
INSERT INTO "op" VALUES('411122',61,'0mwtkst8p-001-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','event','pass','[]','p-sec','server00','p-sec',1795457100553,'0mwtkst8p','93947f3bc4ea90976c1faa9aebcc5f15d8124793db9a4d47cb99f3ae53961883','a9a0d3f08c54bc61c55275332d5c1bb8a16e900849d067a9d08402f68553966e','59b029d08f4e1cf52d54e5b5b5ea8eb45368fe5ceb9ce6ea8853730112e951c3');
INSERT INTO "op" VALUES('411122',62,'0mwtkst95-000-server00','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','event','close_out','[]','p-sec','server00','p-sec',1795457100569,'0mwtkst95','eaf486cc0800031da49a2c8e097ba6826ee0b02a00dd847b9c17f76365abc3d7','d1f29def546e0e0dd802a992be118ac9bbad712d8082a083433c3a95f445b8bc','623d14ad01ed122710289ac931b5d33b8a68f500250dc76e05a4f447162bf5bc');
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
INSERT INTO "op_value" VALUES('411122',1,X'03A4EE9867CEA79077129E5D6F2309E3','{"abbr":"临","contact":"工贸科","demo":true,"name":"临颍县应急管理局","phone":"0395-0000000","system_name":"助千企平台"}');
INSERT INTO "op_value" VALUES('411122',2,X'C1361717FF011204061EC9ADAAB9DD2E','{"name":"城关街道"}');
INSERT INTO "op_value" VALUES('411122',3,X'C086E4731FFFE2791BC70D32BCE0BC3E','{"name":"杜曲镇"}');
INSERT INTO "op_value" VALUES('411122',4,X'46469FE5D1CBA739D912A384C7CE5A55','{"address":"临颍县产业集聚区经一路","employees":60,"hazards":["dust","electrical"],"industry":"农副食品加工业","name":"临颍县颍川食品有限公司","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","scale":"小型","township_id":"411122100","uscc":"91411122000000001X"}');
INSERT INTO "op_value" VALUES('411122',5,X'F4BE6388069810D52FDEB1AA13970BB1','{"address":"临颍县产业集聚区经一路","employees":60,"hazards":["dust","electrical"],"industry":"农副食品加工业","name":"漯河淼犇机械有限公司","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","scale":"小型","township_id":"411122101","uscc":"91411122000000002X"}');
INSERT INTO "op_value" VALUES('411122',6,X'304C2E4E9AD73698B930CA6C2CCD70C8','{"name":"王建国","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',7,X'A9FFE90D2FB5D6EB2B2F49B26C5CC7ED','{"name":"李红霞","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',8,X'471E95FEDB78FAD57CE8F674D62F2128','{"name":"赵志强","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',9,X'986B1C07AEB429E1F3D103F4F8DAD4D4','{"name":"周执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',10,X'1DC22A31A82FBBFCDE0B082ADA9CA6FB','{"name":"吴执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',11,X'AC5AC5A07F4BD732FE8704C47A7941BA','{"name":"陈科员","role":"section","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',12,X'81639F2BE90581DA4A6C0CBC78C09382','{"name":"刘局长","role":"leader","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',13,X'E7F4EDE7D94D9B36E37EDAEDF7C169A3','{"name":"孙网格","role":"grid","specialty":"电气","title":"高级工程师","township_id":"411122100"}');
INSERT INTO "op_value" VALUES('411122',14,X'8A1A9CD3F28A29279033793285FE750B','{"name":"郑审计","role":"audit","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',15,X'C60BB74A4AF667E7CC7E1EECE148C2DA','{"name":"冯管理","role":"admin","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',16,X'498BC9E5659F14BA30D1529EEC162CA3','{"name":"褚安委","role":"committee","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',17,X'897F4ACF8F45C8FF452F9FFBAADD525C','{"name":"卫消防","role":"dept","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',18,X'7E1D749866C266D02BFF81530D185172','{"enterprise_id":"e-1","name":"韩安全","role":"ent_safety","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',19,X'92360B0AB0168BBCBC6B751EA8A718DB','{"enterprise_id":"e-1","name":"杨经理","role":"ent_head","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',20,X'50F8FAEAB877DAB525D1CD490AF9D7ED','{"enterprise_id":"e-2","name":"朱安全","role":"ent_safety","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',21,X'EB70F19401FB0BFDD2B0E830CBA9E7D4','{"content":{"id":"electrical","items":[{"basis":[{"clause":"第三十条","name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","src":"V"}],"id":"elec-mgmt-01","major_criterion":[{"clause":"第三条第（二）项","name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","src":"V","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的"}],"method":["查资料"],"photo_required":true,"section":"mgmt","severity":"major","suggested_measure":"立即停止无证作业。","text":"电工持证","typical_finding":"电工无证上岗。"},{"basis":[{"clause":"4.3.2","name":"低压配电设计规范","number":"GB 50054-2011","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"id":"elec-sub-01","method":["看现场"],"photo_required":true,"section":"sub","severity":"general","suggested_measure":"改为向外开启。","text":"配电室门向外开启","typical_finding":"配电室门向内开启。"}],"sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"status":"draft","title":"用电安全专项检查表","version":"0.1.0"},"content_hash":"0000000000000000000000000000000000000000000000000000000000000000","name":"electrical","status":"draft","title":"用电安全专项检查表","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',22,X'BAA91EFD8D5AB64AC9136BA9D41EF970','{"checklists":["electrical@0.1.0"],"enterprise":"e-1","lead":"p-exp1","members":["p-exp1","p-exp2"],"planned_date":"2026-11-23","track":"advisory"}');
INSERT INTO "op_value" VALUES('411122',23,X'3F3E12A638BC53885816AB5B11E09760','{"at":"2026-11-23T02:00:00Z"}');
INSERT INTO "op_value" VALUES('411122',24,X'5ECA0350A8C379FCE10398F23905EB0C','"nok"');
INSERT INTO "op_value" VALUES('411122',25,X'EF755A2463035DEA619F4EAD04DC17C3','"ok"');
INSERT INTO "op_value" VALUES('411122',26,X'E7F809FB30AA4DE11385A5C231C53DCA','{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',27,X'C43C2CA33469CF9D6567BE94CF7DF63E','"一号车间北侧配电室"');
INSERT INTO "op_value" VALUES('411122',28,X'B999B3DFED0B714FCBF9E7AB81F80FFC','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "op_value" VALUES('411122',29,X'310EB4F3CF4F3CC147FDD4C97A4DE62C','"建议改为向外开启。"');
INSERT INTO "op_value" VALUES('411122',30,X'25CCC01D87D3BCB9B451ADBF65635522','7');
INSERT INTO "op_value" VALUES('411122',31,X'3C66C3E310B3A6D31E51998E6F5A41AB','{"at":"2026-11-23T02:00:00Z","h":480,"role":"scene","w":640}');
INSERT INTO "op_value" VALUES('411122',32,X'C026601B6AA36DC58BDCC716C0A27022','{"agree":true,"text":""}');
INSERT INTO "op_value" VALUES('411122',33,X'0CF634E0497E390EB5D2D6FF5644ADF3','{"manifest":{"hash":"88a07438b652ab263f3d7d38ee89cd2339647ec04e668a4b853db6a7707d6d78","ops":["0mwtksrhm-001-pe8gjbx7","0mwtksrhm-002-pe8gjbx7","0mwtksrhm-003-pe8gjbx7","0mwtksrhm-004-pe8gjbx7","0mwtksrhm-005-pe8gjbx7","0mwtksrhm-006-pe8gjbx7","0mwtksrhm-007-pe8gjbx7","0mwtksrhm-008-pe8gjbx7","0mwtksrhm-009-pe8gjbx7"],"photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]},"reason":"","version":1}');
INSERT INTO "op_value" VALUES('411122',34,X'7FFB21DF87647234C1028582F12103D5','{"findings":1,"manifest_hash":"88a07438b652ab263f3d7d38ee89cd2339647ec04e668a4b853db6a7707d6d78","outside":0,"version":1}');
INSERT INTO "op_value" VALUES('411122',35,X'7C1774C2CF93EF8CFCE993F316ECC380','{"enterprise":"e-1","facts":{"due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"location":"一号车间北侧配电室","measure":"建议改为向外开启。","photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"],"statement":"配电室门向内开启，未向疏散方向开启。","suspected_major":null},"found_on":"2026-11-23","township":"411122100","track":"advisory","version":1}');
INSERT INTO "op_value" VALUES('411122',36,X'8476D6E56CE6155EEDB8BEF46C8D0F85','{"checklists":["electrical@0.1.0"],"enterprise":"e-1","lead":"p-exp1","members":["p-exp1","p-exp2"],"planned_date":"2026-11-23","track":"advisory"}');
INSERT INTO "op_value" VALUES('411122',37,X'9EADD61C3697B1D53480FC95EE53EAF7','{"at":"2026-11-23T02:00:00Z"}');
INSERT INTO "op_value" VALUES('411122',38,X'B6AB7B900D71BED4D598E0B9F7DCE2A6','"nok"');
INSERT INTO "op_value" VALUES('411122',39,X'EBCADBF81C343289BFC7E218E15B2974','"ok"');
INSERT INTO "op_value" VALUES('411122',40,X'DBAE5DD174B0DB03AF85750685615189','{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',41,X'1F2FC804813AD06A198641DCFDFA33A2','"一号车间北侧配电室"');
INSERT INTO "op_value" VALUES('411122',42,X'6FD121A732B0F2FD35EC6A44A442A830','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "op_value" VALUES('411122',43,X'CB87AF7C56EAAA346669A0D42E730C44','"建议改为向外开启。"');
INSERT INTO "op_value" VALUES('411122',44,X'F75CCF2B01D3D6DFE0EF7AEFF3EF6CD4','7');
INSERT INTO "op_value" VALUES('411122',45,X'308E1F5970435D256FB3FA3F1810EB08','{"at":"2026-11-23T02:00:00Z","h":480,"role":"scene","w":640}');
INSERT INTO "op_value" VALUES('411122',46,X'02C36863E2D5DADF183C2990E56A2C0B','{"agree":true,"text":""}');
INSERT INTO "op_value" VALUES('411122',47,X'FA3E4C8E99B522E5BB5BDF17E89B6368','{"manifest":{"hash":"e0937272f959e4cdf98b7bd8236eecd3a5dcebcaae6f91ab5e7773b8c6635b83","ops":["0mwtksrjp-001-pe8gjbx7","0mwtksrjp-002-pe8gjbx7","0mwtksrjp-003-pe8gjbx7","0mwtksrjp-004-pe8gjbx7","0mwtksrjp-005-pe8gjbx7","0mwtksrjp-006-pe8gjbx7","0mwtksrjp-007-pe8gjbx7","0mwtksrjp-008-pe8gjbx7","0mwtksrjp-009-pe8gjbx7"],"photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]},"reason":"","version":1}');
INSERT INTO "op_value" VALUES('411122',48,X'79EA584D88311E9EB7E8B0DA3FD832C8','{"findings":1,"manifest_hash":"e0937272f959e4cdf98b7bd8236eecd3a5dcebcaae6f91ab5e7773b8c6635b83","outside":0,"version":1}');
INSERT INTO "op_value" VALUES('411122',49,X'985EE3BC86512EF921DE14BF528FABFA','{"enterprise":"e-1","facts":{"due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"location":"一号车间北侧配电室","measure":"建议改为向外开启。","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"],"statement":"配电室门向内开启，未向疏散方向开启。","suspected_major":null},"found_on":"2026-11-23","township":"411122100","track":"advisory","version":1}');
INSERT INTO "op_value" VALUES('411122',50,X'38F013BBEE40558D4636B2EF3EFD779A','{}');
INSERT INTO "op_value" VALUES('411122',51,X'79D3198D0E62C2941E3FA789D5D8A719','{"severity":"general"}');
INSERT INTO "op_value" VALUES('411122',52,X'129D8B68D7DBCD855DDD950807EA9C2E','{"due_date":"2026-12-08"}');
INSERT INTO "op_value" VALUES('411122',53,X'AA65B1C998CCF7943A4198F46EE5FD49','{"enterprise":"e-1","findings":["a54c7ede-a035-4da4-b00c-b7ccbcdf574c"],"type":"doc_rectify_notice"}');
INSERT INTO "op_value" VALUES('411122',54,X'4375A745963B9FA06F266D0C54893D4A','{"facts":{"area":"","campaign":"百名专家助千企","companion":"","doc_type":"doc_rectify_notice","enterprise":{"address":"临颍县产业集聚区经一路","industry":"农副食品加工业","name":"临颍县颍川食品有限公司","phone":"19900000001","principal":"杨经理","scale":"小型","uscc":"91411122000000001X"},"feedback_by":"2026-12-08","findings":[{"basis":[{"text":"《低压配电设计规范》（GB 50054-2011）第4.3.2条"},{"text":"《用电安全导则》"}],"due_date":"2026-12-08","due_text":"","location":"一号车间北侧配电室","measure":"建议改为向外开启。","n":1,"photos":[{"caption":"","label":"照片1-1（整改前）","sha256":"75852a370ea650446d8e896102ad532e1248995c61ac29ee67e38de733b7959b","stage":"before","taken_at":"2026-11-23T02:00:00Z"}],"severity":"general","severity_text":"","statement":"配电室门向内开启，未向疏散方向开启。"}],"highlights":"","issue_date":"2026-11-24","issued_at":"","issuer":"临颍县应急管理局","number":"临应急隐改〔2026〕1号","opinion":{"agree":true,"text":""},"org":{"abbr":"临","contact":"工贸科","name":"临颍县应急管理局","phone":"0395-0000000"},"seal":"demo","signatures":[],"system_name":"助千企平台","team":[{"lead":true,"name":"王建国","specialty":"电气","title":"高级工程师"},{"lead":false,"name":"李红霞","specialty":"电气","title":"高级工程师"}],"verify":null,"visit_date":"2026-11-23"},"number":"临应急隐改〔2026〕1号","seq":1,"year":2026}');
INSERT INTO "op_value" VALUES('411122',55,X'C373E3FCCEC9D341E3AFCDAD9A76E483','{"bytes":113851,"pages":3,"sha256":"88de9df1832b1fc9229ebeeeb1153e14eec167e3ac30aef9f4fe071df8f4d7f6"}');
INSERT INTO "op_value" VALUES('411122',56,X'B3C0C4DCA4234DD1647C9883AA9E5EDB','{"at":"2026-11-24T01:00:00Z","by":"p-sec","method":"direct","to":"杨经理"}');
INSERT INTO "op_value" VALUES('411122',57,X'14920B9BCFB73F916ED9DE31FFB85CB8','{"document":"758ffed5-61a9-4971-8846-553ba74bb187"}');
INSERT INTO "op_value" VALUES('411122',58,X'294451BAE506BBECCE54229BC58AD121','{"at":"2026-11-24T01:05:00Z","name":"韩安全"}');
INSERT INTO "op_value" VALUES('411122',59,X'A2906DC786E7A49BD277A01FD13645A8','{"done_on":"2026-11-25","measure":"已改","owner":"韩安全","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}');
INSERT INTO "op_value" VALUES('411122',60,X'A0F184623BE4240C7FBC5F2CD31E624F','{"planned_date":"2026-11-26","reinspector":"p-sec"}');
INSERT INTO "op_value" VALUES('411122',61,X'8D83AD065B558B86DD7DBAAE7F4FA797','{"at":"2026-11-26T01:00:00Z","note":"合格","reinspector":"p-sec"}');
INSERT INTO "op_value" VALUES('411122',62,X'0325CDF9F0ABBA6EB926AF68391923F5','{}');
CREATE TABLE org (
	id TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	chain TEXT NOT NULL, 
	clock TEXT NOT NULL, 
	CONSTRAINT pk_org PRIMARY KEY (id)
);
INSERT INTO "org" VALUES('411122',62,'623d14ad01ed122710289ac931b5d33b8a68f500250dc76e05a4f447162bf5bc','0mwtkst95-000-server00');
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
INSERT INTO "photo" VALUES('411122','3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025',9220,640,480,1795457098321,'p-exp1');
INSERT INTO "photo" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66',8959,640,480,1795457098385,'p-exp1');
CREATE TABLE photo_ref (
	org_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	visit_id TEXT, 
	CONSTRAINT pk_photo_ref PRIMARY KEY (org_id, sha256, subject)
);
INSERT INTO "photo_ref" VALUES('411122','3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','822c14f0-f3c6-42b3-b5f8-a562c05c1c71');
INSERT INTO "photo_ref" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','finding/8ca6c47d-97bd-4fdd-a44a-d145cbc69100','2c65610f-5259-431a-9178-a15e187e52b6');
INSERT INTO "photo_ref" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','finding/a54c7ede-a035-4da4-b00c-b7ccbcdf574c','822c14f0-f3c6-42b3-b5f8-a562c05c1c71');
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
	supplementary INTEGER NOT NULL, 
	updated_at BIGINT NOT NULL, 
	updated_seq BIGINT NOT NULL, 
	CONSTRAINT pk_visit PRIMARY KEY (org_id, id)
);
INSERT INTO "visit" VALUES('411122','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','received','e-1','advisory','2026-11-23','p-exp1','["p-exp1","p-exp2"]','["electrical@0.1.0"]',1,'88a07438b652ab263f3d7d38ee89cd2339647ec04e668a4b853db6a7707d6d78','null',NULL,1795399200000,1795457098283,1795457098321,0,1795457098321,34);
INSERT INTO "visit" VALUES('411122','2c65610f-5259-431a-9178-a15e187e52b6','received','e-1','advisory','2026-11-23','p-exp1','["p-exp1","p-exp2"]','["electrical@0.1.0"]',1,'e0937272f959e4cdf98b7bd8236eecd3a5dcebcaae6f91ab5e7773b8c6635b83','null',NULL,1795399200000,1795457098357,1795457098385,0,1795457098385,48);
CREATE TABLE visit_member (
	org_id TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	CONSTRAINT pk_visit_member PRIMARY KEY (org_id, visit_id, person_id)
);
INSERT INTO "visit_member" VALUES('411122','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','p-exp1');
INSERT INTO "visit_member" VALUES('411122','822c14f0-f3c6-42b3-b5f8-a562c05c1c71','p-exp2');
INSERT INTO "visit_member" VALUES('411122','2c65610f-5259-431a-9178-a15e187e52b6','p-exp1');
INSERT INTO "visit_member" VALUES('411122','2c65610f-5259-431a-9178-a15e187e52b6','p-exp2');
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
