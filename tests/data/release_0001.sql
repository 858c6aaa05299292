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
INSERT INTO "device" VALUES('411122','j4hts0zr','测试平板',1795462235041,1795462235135,NULL,'test',NULL);
CREATE TABLE device_person (
	org_id TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	CONSTRAINT pk_device_person PRIMARY KEY (org_id, device_id, person_id)
);
INSERT INTO "device_person" VALUES('411122','j4hts0zr','p-exp1');
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
INSERT INTO "document" VALUES('411122','0a330ae5-07b8-4afd-8cba-b4843a3f9650','served','doc_rectify_notice','e-1','b09b0e70-9838-46f3-9c6c-b62fda190541','["beaf7169-ff3b-46c9-b6e2-eca1ea01585e"]','临应急隐改〔2026〕1号',2026,1,'{"doc_type":"doc_rectify_notice","issuer":"临颍县应急管理局","org":{"name":"临颍县应急管理局","abbr":"临","contact":"工贸科","phone":"0395-0000000"},"enterprise":{"name":"临颍县颍川食品有限公司","uscc":"91411122000000001X","address":"临颍县产业集聚区经一路","industry":"农副食品加工业","scale":"小型","principal":"杨经理","phone":"19900000001"},"visit_date":"2026-11-23","number":"临应急隐改〔2026〕1号","issue_date":"2026-11-24","issued_at":"","campaign":"百名专家助千企","system_name":"助千企平台","companion":"","area":"","findings":[{"n":1,"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","basis":[{"text":"《低压配电设计规范》（GB 50054-2011）第4.3.2条"},{"text":"《用电安全导则》"}],"severity":"general","severity_text":"","measure":"建议改为向外开启。","due_date":"2026-12-08","due_text":"","photos":[{"sha256":"75852a370ea650446d8e896102ad532e1248995c61ac29ee67e38de733b7959b","caption":"","taken_at":"2026-11-23T02:00:00Z","label":"照片1-1（整改前）","stage":"before"}]}],"feedback_by":"2026-12-08","team":[{"name":"王建国","specialty":"电气","title":"高级工程师","lead":true},{"name":"李红霞","specialty":"电气","title":"高级工程师","lead":false}],"highlights":"","signatures":[],"opinion":{"agree":true,"text":""},"verify":null,"seal":"demo"}','c5b8ced0e8d55212f7b221be93416d00f8c867e93622956dd8818001197ed01b',114214,3,1795462235165,1795462237912,1795462237918,'{"method":"direct","at":"2026-11-24T01:00:00Z","to":"杨经理","by":"p-sec"}','{"name":"韩安全","at":"2026-11-24T01:05:00Z"}',NULL,1795462237926,58);
CREATE TABLE document_finding (
	org_id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	finding_id TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	CONSTRAINT pk_document_finding PRIMARY KEY (org_id, document_id, finding_id)
);
INSERT INTO "document_finding" VALUES('411122','0a330ae5-07b8-4afd-8cba-b4843a3f9650','beaf7169-ff3b-46c9-b6e2-eca1ea01585e',1);
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
INSERT INTO "finding" VALUES('411122','beaf7169-ff3b-46c9-b6e2-eca1ea01585e','closed','b09b0e70-9838-46f3-9c6c-b62fda190541','e-1','411122100','advisory',1,'electrical@0.1.0','elec-sub-01','general',NULL,'一号车间北侧配电室','配电室门向内开启，未向疏散方向开启。','建议改为向外开启。','null',7,'2026-12-08','2026-11-23','{"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","measure":"建议改为向外开启。","due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"suspected_major":null,"photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"],"taken":{"3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025":"2026-11-23T02:00:00Z"}}','["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]',NULL,NULL,NULL,NULL,'0a330ae5-07b8-4afd-8cba-b4843a3f9650',1,'{"measure":"已改","owner":"韩安全","done_on":"2026-11-25","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}','p-ent1','p-sec','2026-11-26','{"reinspector":"p-sec","at":"2026-11-26T01:00:00Z","note":"合格","result":"pass"}','["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]',1795462235107,1795462235161,1795462237918,1795462237931,1795462237940,1795462237940,62);
INSERT INTO "finding" VALUES('411122','ca005d6b-bd5f-45e2-9346-9f7676b8c56f','submitted','b61f8f13-fb5b-42ee-8326-2f213507c711','e-1','411122100','advisory',1,'electrical@0.1.0','elec-sub-01','general',NULL,'一号车间北侧配电室','配电室门向内开启，未向疏散方向开启。','建议改为向外开启。','null',7,NULL,'2026-11-23','{"location":"一号车间北侧配电室","statement":"配电室门向内开启，未向疏散方向开启。","measure":"建议改为向外开启。","due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"suspected_major":null,"photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"],"taken":{"425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66":"2026-11-23T02:00:00Z"}}','["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]',NULL,NULL,NULL,NULL,NULL,0,'null',NULL,NULL,NULL,'null','[]',1795462235152,NULL,NULL,NULL,NULL,1795462235152,49);
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
INSERT INTO "head" VALUES('411122','setting/bureau','record','0mwtnuv0e-000-server00','0mwtnuv0e',1,'system','{"name":"临颍县应急管理局","abbr":"临","demo":true,"system_name":"助千企平台","contact":"工贸科","phone":"0395-0000000"}');
INSERT INTO "head" VALUES('411122','township/411122100','record','0mwtnuv0e-001-server00','0mwtnuv0e',2,'system','{"name":"城关街道"}');
INSERT INTO "head" VALUES('411122','township/411122101','record','0mwtnuv0e-002-server00','0mwtnuv0e',3,'system','{"name":"杜曲镇"}');
INSERT INTO "head" VALUES('411122','enterprise/e-1','record','0mwtnuv0e-003-server00','0mwtnuv0e',4,'system','{"name":"临颍县颍川食品有限公司","uscc":"91411122000000001X","industry":"农副食品加工业","hazards":["dust","electrical"],"township_id":"411122100","address":"临颍县产业集聚区经一路","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","employees":60,"scale":"小型"}');
INSERT INTO "head" VALUES('411122','enterprise/e-2','record','0mwtnuv0e-004-server00','0mwtnuv0e',5,'system','{"name":"漯河淼犇机械有限公司","uscc":"91411122000000002X","industry":"农副食品加工业","hazards":["dust","electrical"],"township_id":"411122101","address":"临颍县产业集聚区经一路","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","employees":60,"scale":"小型"}');
INSERT INTO "head" VALUES('411122','person/p-exp1','record','0mwtnuv0e-005-server00','0mwtnuv0e',6,'system','{"name":"王建国","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-exp2','record','0mwtnuv0e-006-server00','0mwtnuv0e',7,'system','{"name":"李红霞","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-exp3','record','0mwtnuv0e-007-server00','0mwtnuv0e',8,'system','{"name":"赵志强","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-off1','record','0mwtnuv0e-008-server00','0mwtnuv0e',9,'system','{"name":"周执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-off2','record','0mwtnuv0e-009-server00','0mwtnuv0e',10,'system','{"name":"吴执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-sec','record','0mwtnuv0e-00a-server00','0mwtnuv0e',11,'system','{"name":"陈科员","role":"section","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-lead','record','0mwtnuv0e-00b-server00','0mwtnuv0e',12,'system','{"name":"刘局长","role":"leader","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-grid','record','0mwtnuv0e-00c-server00','0mwtnuv0e',13,'system','{"name":"孙网格","role":"grid","specialty":"电气","title":"高级工程师","township_id":"411122100"}');
INSERT INTO "head" VALUES('411122','person/p-audit','record','0mwtnuv0e-00d-server00','0mwtnuv0e',14,'system','{"name":"郑审计","role":"audit","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-admin','record','0mwtnuv0e-00e-server00','0mwtnuv0e',15,'system','{"name":"冯管理","role":"admin","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-comm','record','0mwtnuv0e-00f-server00','0mwtnuv0e',16,'system','{"name":"褚安委","role":"committee","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-dept','record','0mwtnuv0e-00g-server00','0mwtnuv0e',17,'system','{"name":"卫消防","role":"dept","specialty":"电气","title":"高级工程师"}');
INSERT INTO "head" VALUES('411122','person/p-ent1','record','0mwtnuv0e-00h-server00','0mwtnuv0e',18,'system','{"name":"韩安全","role":"ent_safety","specialty":"电气","title":"高级工程师","enterprise_id":"e-1"}');
INSERT INTO "head" VALUES('411122','person/p-head1','record','0mwtnuv0e-00i-server00','0mwtnuv0e',19,'system','{"name":"杨经理","role":"ent_head","specialty":"电气","title":"高级工程师","enterprise_id":"e-1"}');
INSERT INTO "head" VALUES('411122','person/p-ent2','record','0mwtnuv0e-00j-server00','0mwtnuv0e',20,'system','{"name":"朱安全","role":"ent_safety","specialty":"电气","title":"高级工程师","enterprise_id":"e-2"}');
INSERT INTO "head" VALUES('411122','checklist/electrical@0.1.0','record','0mwtnuv0e-00k-server00','0mwtnuv0e',21,'system','{"name":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","content_hash":"0000000000000000000000000000000000000000000000000000000000000000","content":{"id":"electrical","version":"0.1.0","title":"用电安全专项检查表","status":"draft","sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"items":[{"id":"elec-mgmt-01","section":"mgmt","text":"电工持证","method":["查资料"],"severity":"major","photo_required":true,"basis":[{"name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","clause":"第三十条","src":"V"}],"major_criterion":[{"name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","clause":"第三条第（二）项","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的","src":"V"}],"typical_finding":"电工无证上岗。","suggested_measure":"立即停止无证作业。"},{"id":"elec-sub-01","section":"sub","text":"配电室门向外开启","method":["看现场"],"severity":"general","photo_required":true,"basis":[{"name":"低压配电设计规范","number":"GB 50054-2011","clause":"4.3.2","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"typical_finding":"配电室门向内开启。","suggested_measure":"改为向外开启。"}]}}');
INSERT INTO "head" VALUES('411122','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','statement','0mwtnuv28-005-j4hts0zr','0mwtnuv28',28,'p-exp1','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "head" VALUES('411122','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','photo/3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','0mwtnuv29-000-j4hts0zr','0mwtnuv29',31,'p-exp1','{"at":"2026-11-23T02:00:00Z","w":640,"h":480,"role":"scene"}');
INSERT INTO "head" VALUES('411122','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','location','0mwtnuv28-004-j4hts0zr','0mwtnuv28',27,'p-exp1','"一号车间北侧配电室"');
INSERT INTO "head" VALUES('411122','visit/b09b0e70-9838-46f3-9c6c-b62fda190541','answer/elec-sub-01','0mwtnuv28-001-j4hts0zr','0mwtnuv28',24,'p-exp1','"nok"');
INSERT INTO "head" VALUES('411122','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','due_days','0mwtnuv28-007-j4hts0zr','0mwtnuv28',30,'p-exp1',7);
INSERT INTO "head" VALUES('411122','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','measure','0mwtnuv28-006-j4hts0zr','0mwtnuv28',29,'p-exp1','"建议改为向外开启。"');
INSERT INTO "head" VALUES('411122','visit/b09b0e70-9838-46f3-9c6c-b62fda190541','opinion','0mwtnuv29-001-j4hts0zr','0mwtnuv29',32,'p-exp1','{"agree":true,"text":""}');
INSERT INTO "head" VALUES('411122','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','item','0mwtnuv28-003-j4hts0zr','0mwtnuv28',26,'p-exp1','{"checklist":"electrical","version":"0.1.0","item":"elec-sub-01"}');
INSERT INTO "head" VALUES('411122','visit/b09b0e70-9838-46f3-9c6c-b62fda190541','answer/elec-mgmt-01','0mwtnuv28-002-j4hts0zr','0mwtnuv28',25,'p-exp1','"ok"');
INSERT INTO "head" VALUES('411122','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','due_days','0mwtnuv3z-003-j4hts0zr','0mwtnuv3z',44,'p-exp1',7);
INSERT INTO "head" VALUES('411122','visit/b61f8f13-fb5b-42ee-8326-2f213507c711','opinion','0mwtnuv3z-005-j4hts0zr','0mwtnuv3z',46,'p-exp1','{"agree":true,"text":""}');
INSERT INTO "head" VALUES('411122','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','location','0mwtnuv3z-000-j4hts0zr','0mwtnuv3z',41,'p-exp1','"一号车间北侧配电室"');
INSERT INTO "head" VALUES('411122','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','measure','0mwtnuv3z-002-j4hts0zr','0mwtnuv3z',43,'p-exp1','"建议改为向外开启。"');
INSERT INTO "head" VALUES('411122','visit/b61f8f13-fb5b-42ee-8326-2f213507c711','answer/elec-mgmt-01','0mwtnuv3y-002-j4hts0zr','0mwtnuv3y',39,'p-exp1','"ok"');
INSERT INTO "head" VALUES('411122','visit/b61f8f13-fb5b-42ee-8326-2f213507c711','answer/elec-sub-01','0mwtnuv3y-001-j4hts0zr','0mwtnuv3y',38,'p-exp1','"nok"');
INSERT INTO "head" VALUES('411122','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','item','0mwtnuv3y-003-j4hts0zr','0mwtnuv3y',40,'p-exp1','{"checklist":"electrical","version":"0.1.0","item":"elec-sub-01"}');
INSERT INTO "head" VALUES('411122','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','photo/425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','0mwtnuv3z-004-j4hts0zr','0mwtnuv3z',45,'p-exp1','{"at":"2026-11-23T02:00:00Z","w":640,"h":480,"role":"scene"}');
INSERT INTO "head" VALUES('411122','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','statement','0mwtnuv3z-001-j4hts0zr','0mwtnuv3z',42,'p-exp1','"配电室门向内开启，未向疏散方向开启。"');
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
INSERT INTO "link" VALUES('411122','479127bf-b713-4ac0-b7ef-32066cd4a4fc','0a330ae5-07b8-4afd-8cba-b4843a3f9650','read','2cb67091730eb2ce7387534906f948425a2c8e3a0e91035b2a0c9dd3eaad266a',NULL,1795462237779,NULL,NULL);
INSERT INTO "link" VALUES('411122','d903f82e-1461-4beb-8790-947d219e8782','0a330ae5-07b8-4afd-8cba-b4843a3f9650','service','315f85c17fb56dcfc47e9ca85c802d071490d486f2ea16c577e990624a03e7aa',NULL,1795462237925,1803238237923,NULL);
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
INSERT INTO "op" VALUES('411122',1,'0mwtnuv0e-000-server00',NULL,'setting/bureau','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','db120109f97bf29e83743d4159106f1dcaf8659d1fea8e3c359491ecade6ea9d','e091e04823c6b94bbbe80a34526cd4b1f14ff7fa482a4f36554cdb65ee659375','9d7218591439d9a21138b05ede20162215e4cd8c95799fa87e80d57058c75971');
INSERT INTO "op" VALUES('411122',2,'0mwtnuv0e-001-server00',NULL,'township/411122100','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','1bb5e415ec1076e87842b2d7af268bc7702b17fbb9606f2afb01d24d607e15cf','14e9edd4aae7fcd45b865127c8e6db945e9e2ab41a439730970b11e6dd594685','25b82ce5857973056e5b18b42b693063dc9c35b44c4b7900e51745d9c663a274');
INSERT INTO "op" VALUES('411122',3,'0mwtnuv0e-002-server00',NULL,'township/411122101','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','32d16f8b68c184c69a1928b527577229bce7cf6cf1986906e68a5aacd27e65a1','52148a756a57ce12a31781f00016acb4ab88608360483c9f157e99cd166e73dd','75916bb0d9ac93572a749c15c3fe3ff5017136c917ae60cdeb1593b31e3d410c');
INSERT INTO "op" VALUES('411122',4,'0mwtnuv0e-003-server00',NULL,'enterprise/e-1','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','3297a8c896e11e55bd1259d8843aca2f0f1db2c83303a360d889f7eed41b84e6','b12da80cc3e4bca373be95390d8c3b2c51651c15a83ec5bcfe4383183dbadb9e','75a6bcaedcf568cdbbc8d88766dba44d94672c511d5e1a51f263d659ebb80e38');
INSERT INTO "op" VALUES('411122',5,'0mwtnuv0e-004-server00',NULL,'enterprise/e-2','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','7448954eac3fc4b409bd63a9e4870746314cf3c0718065183ae1aa5808e653b3','09e06e3834870778db837ace00fb5c9cf3b4a525da57ac79ac25153dbb9a3adc','ab3ca308be5147f80ccc29d51afb791812e04bffe4edb2b0d26115091a824316');
INSERT INTO "op" VALUES('411122',6,'0mwtnuv0e-005-server00',NULL,'person/p-exp1','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','852e5e6909409e8267ac17acbccf362a0ff6063c81dafaadb8f8f21ef0074a50','a520413eb3831257bcdf270be54d9003d6b14f686ffc85264d411220fa819525','be93e7e36f4f6f1113994f6242434d4a57639f0fda2d0366e7e23a2fafb3bd00');
INSERT INTO "op" VALUES('411122',7,'0mwtnuv0e-006-server00',NULL,'person/p-exp2','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','31a66fe49e4a9781e619f4d9453125bddb05230c0f24f1f729af022cdf323761','f3746c71b643cf5b6e37965467baef586ae773bc0bd8001c0d3a3984766deca7','6e73568610298ce033e13da45081a312a84d7c69356a9f4143fba07ea13a3918');
INSERT INTO "op" VALUES('411122',8,'0mwtnuv0e-007-server00',NULL,'person/p-exp3','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','2d6ea1e94ed0a03f7846bda3e11c44e4033cc04b9e2e034cc605a0fae7dfe356','5012149a79e2eb47c7c0886c5a8fb40869ba5fb1ad2f8fecdd3fd22d72cc4cff','958bf6570cd5b1de8da0720f2726a0646526d9c1c96789aab1bc85bf143b0761');
INSERT INTO "op" VALUES('411122',9,'0mwtnuv0e-008-server00',NULL,'person/p-off1','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','637ae041d7332d0425c8d355f5a172bf2b5723cdd543c9c2ff46c3631cbdbe50','3552a528fe52c832714853ac254065b885f4ef63eaef0996cbcfc882cdbd6112','aac4dca06d265c595fa766160277bcc1eff411631997b350807378f982fc1048');
INSERT INTO "op" VALUES('411122',10,'0mwtnuv0e-009-server00',NULL,'person/p-off2','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','f20bc0a326f520f1fd60c178cfa8915b167cea1ca381b1ad46a78993f5d97ce7','d965be8ca82c29000911c4c0b02b4090f3b80d981a73753679400ff2205aaf40','541d950834d31fa50ccf446f109883e131ce1721fb404a9bcdd67750815824ec');
INSERT INTO "op" VALUES('411122',11,'0mwtnuv0e-00a-server00',NULL,'person/p-sec','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','a9c9b76fb4dcb8685eed711e9c530b7459da4780ebca493cc700b50aa0148924','4b5ac090379a7aac742cf20d59a4569e97bd40c3766ce36c4baf90c5d740af30','d551fd6245dc2967f349b0b3b0254dc3f457e518e0649b1adb386a2ddd1e54f2');
INSERT INTO "op" VALUES('411122',12,'0mwtnuv0e-00b-server00',NULL,'person/p-lead','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','88fcc2ecada01b7ad2c205034fe8225eaf015d4371182186ec653686cc8185fd','6b2be339cf8915f110c52bbcbc7ee03d365dc00002298f95a4fa9643b3ce2458','a728ca4244a42c108863ad660e0b205774d6a7050103f077b8373e172c341894');
INSERT INTO "op" VALUES('411122',13,'0mwtnuv0e-00c-server00',NULL,'person/p-grid','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','6c420dfeab1c114820f9313d4ec3029c7f1ed9ffc023f730d9c4399d7193aba3','617682cf593e790c15d64ed41885b56370b47a229e368924bda1b2f6152d12f2','6aa97090d4248cb877ee0f821ee56de5585b54e5d4b9687edeb3df35a92d7498');
INSERT INTO "op" VALUES('411122',14,'0mwtnuv0e-00d-server00',NULL,'person/p-audit','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','6686dc7f443281c924546db9be2317a4acfda79c7bc324a0df5fde69df9bcf33','8adc954e60253c19f2236e7f2073577de402764853bb4d68b74ce44434a65cd0','6e9b9e1e5a46f21f7d7e436d692ac10782dca6473a85e22939d537a7cfbf5e1e');
INSERT INTO "op" VALUES('411122',15,'0mwtnuv0e-00e-server00',NULL,'person/p-admin','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','ac0b4ac9d60dfba9e025b73c46f6b1f5f58e2c20248d9ab046173b0c6d172b05','fe427546fb3e72c42315449360ad2bfb2d3b0f08c18d4002448f14a88704823e','23b67e3a0cb61d8790ff9423b1dbeb367088ab42f1bd670256c8a1c2a98db313');
INSERT INTO "op" VALUES('411122',16,'0mwtnuv0e-00f-server00',NULL,'person/p-comm','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','1ec541bd20447611988e1acc87703dbfe08ce4020868b6dafd73f0eca9285953','ce86a8d809ae0f6361da76ff2850155d2206cd4eff2ca0fec271ef47a50a8d33','1fea5631277f58f63ce30080140ba9b9f1ae466753c67ba13ae88a3f9ea6d995');
INSERT INTO "op" VALUES('411122',17,'0mwtnuv0e-00g-server00',NULL,'person/p-dept','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','b7991b1a400dc74c93d60b801b8303ca3d09402b65b89f45408e598645c4d9f1','dcc3ca311a1aa39c3c1f6630508d5c0e5c179fb16a69105b2d90bae65450e588','7db00a0e30d03aacb73d0e0497090e98b1473f1b27a5a1728b0217c145f19f50');
INSERT INTO "op" VALUES('411122',18,'0mwtnuv0e-00h-server00',NULL,'person/p-ent1','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','f35704eb94824987eaf9b17339dbc17ca0dcffbd8779a583eb6865ccb420af7b','770f413b6cbfc22df027a6bdef4f3842fd63a2b4e3603d5959414e983a423355','7a56a2c03ba1b967ab50fe2328ea15d8c789c158c89fd5dc7623c29d9ef3df13');
INSERT INTO "op" VALUES('411122',19,'0mwtnuv0e-00i-server00',NULL,'person/p-head1','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','2d2820900ed764ccd714a6aafca1970957b7eee73d595492e6efee193d26dcb2','a76d75d3955dab1b41aece06e6bf7fbbd8e22a813535662451205a1142819ba3','3427125ce692cc4101c50c737f6e16ad4f12038ab77ab2df26d1a07f52562091');
INSERT INTO "op" VALUES('411122',20,'0mwtnuv0e-00j-server00',NULL,'person/p-ent2','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','228693e55da27e26b319b12fa603f2eb383bf9af94e264ff283fcb58a856d219','277e30c3d945320e9f8258e6b1c499f17451f19abc2075d4c3f8becb4ee8a494','2624ac37577bf6a5b99bdc095418eba591ffeedce786777aeffc1a2e489aba53');
INSERT INTO "op" VALUES('411122',21,'0mwtnuv0e-00k-server00',NULL,'checklist/electrical@0.1.0','set','record','[]','system','server00','system',1795462235006,'0mwtnuv0e','41477a2794feb277e95e37fc4798a1cd121d8c1a869070e3c327980f00247fa5','36b67de5973d6fca06b174f4a0047a3679554896d00fe8d048ec2b2cc26d29d7','bae64b8fadfe1862dc9b8b5a4a83ad344e75b78a102575ae11ddb3f3da5acd7a');
INSERT INTO "op" VALUES('411122',22,'0mwtnuv1y-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','visit/b09b0e70-9838-46f3-9c6c-b62fda190541','event','plan','[]','p-sec','server00','p-sec',1795462235062,'0mwtnuv1y','499783c95d9d79f1e0c631bb6b6dbb8e64741640eb1e19e8b9141c9b0aaf8534','ed30e704819baa709dcd9526e6c1b1dd2a1bbfb0006ea89a78a81afc036c7bb9','2a44922d0bf0594eeef41af43d510f54c868616b44f9c145d8d8608ab7a7a061');
INSERT INTO "op" VALUES('411122',23,'0mwtnuv28-000-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','visit/b09b0e70-9838-46f3-9c6c-b62fda190541','event','start','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv28','e3f251ee2833bd7eb5a28d36e18a39cb4db0195d55464f29247cdbe4161ceb88','eaf0e3303ed539d2782c72b3c97aa50b199acdd6dae24f44f5eee7114ff7f3d6','2ed3ab3f931ff6f31d42a294e72f7d95af9a9ea44973d7779995d0b59b0c8a13');
INSERT INTO "op" VALUES('411122',24,'0mwtnuv28-001-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','visit/b09b0e70-9838-46f3-9c6c-b62fda190541','set','answer/elec-sub-01','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv28','e7c0b941a6626928056eeb9635bf8f4d90e9036130970340394bbdef8787504b','e8d3a80310535fb144caf1fc822ba25f708a66d082088c3a7c616eb5fa34bf19','49ba6fb1aa7c5b643f5119ef2cdfe35d91469b400e9b72f1553bde0538bfce79');
INSERT INTO "op" VALUES('411122',25,'0mwtnuv28-002-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','visit/b09b0e70-9838-46f3-9c6c-b62fda190541','set','answer/elec-mgmt-01','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv28','2f5fe8501c473e99e72ab420300c6e87402fb9a82929f19266eebfd0719eeb68','953535d038daf0d9aa9199b61d2d5d76bcfccd69a7465dd0f81bbc7b0726234a','685aee4bfaf4b4997f77bceb8d7e8e4021b94f455911949ca0f96dc7a195478b');
INSERT INTO "op" VALUES('411122',26,'0mwtnuv28-003-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','set','item','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv28','c250b044e465629f56fa96df03f3c38f9d8fd1d7f14c6ff1b552c4c7ce490426','4f50ab43f60bc605630efbdb32cd17a670dc57eb372dafec0aab5eba1026f596','f5ad344a37841cbc504fb654a75f50f7e1999e1392cd4bc080a24deededf7f03');
INSERT INTO "op" VALUES('411122',27,'0mwtnuv28-004-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','set','location','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv28','dc8f644dcae1e40354a36e774dce08188507be0a7848127c4d9ec404010e6441','3dc5ef3c194dc767a3e5d54e33ee8759c20c0dc3c9cf399d76a20575de460faf','ece46733a2d1494211379130bab3a63ae776d49ea49b16ed578bc5b70cd156fc');
INSERT INTO "op" VALUES('411122',28,'0mwtnuv28-005-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','set','statement','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv28','d8103c797d47c8f1440dcab4318604b2f8db97294762d376aa71e6666edf6d62','912e18b744c23e7db15c09ec98b22462b254f45f32364f7e2c8e73ce76931daf','a7992ad859bedb3ff67199808d12e2ffa53a4b658694cf9279d1db0c9c648a29');
INSERT INTO "op" VALUES('411122',29,'0mwtnuv28-006-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','set','measure','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv28','c721542fce52c7688a0996a47066541e1a641105b0388a0db8359710eb176e5d','d272f933cd7b095da929b64cd91167fe3dd149df9492dc130c2057a8a6acee27','ea29bf623853f6939b17b55741f42780369a9b70ffbebef08498f2f0505dd367');
INSERT INTO "op" VALUES('411122',30,'0mwtnuv28-007-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','set','due_days','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv28','ed62e1e4bdb6e8b133f5d21f2f2e51850c538faeeb93ae698ac1c6d72d301391','9ba9821c21c374175f298c7d66923255ac1e5cec195b141d31b697d5e0c44df5','0d65879c80935866e2d96b2fcad8dace0e518b5c57e1900d0139a8a10b56e195');
INSERT INTO "op" VALUES('411122',31,'0mwtnuv29-000-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','set','photo/3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv29','73f55a95db139d5f20d6c3ce4722c155edde99e1c600b14f5251748d416b4b61','bcd182432728be48af002f5d3bcbc77fa4790e6d8949ebe13168ae98134a9237','5659f2887e7a9fa078162a8820669a6f47f604cb6829d0f2f9b1c23e59abb66c');
INSERT INTO "op" VALUES('411122',32,'0mwtnuv29-001-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','visit/b09b0e70-9838-46f3-9c6c-b62fda190541','set','opinion','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv29','88497c92d446029775001b34649846bd9b57b2f963818d12cde9be936005c952','ccb95a290bd77bee8cf5ec421f74455e12a5d2d4069cafec5f82710b60facb96','cc0c03f2818118693ff42edd66efc6b4197140842d023f442a4fdb0da868ae38');
INSERT INTO "op" VALUES('411122',33,'0mwtnuv29-002-j4hts0zr','b09b0e70-9838-46f3-9c6c-b62fda190541','visit/b09b0e70-9838-46f3-9c6c-b62fda190541','event','submit','[]','p-exp1','j4hts0zr','p-exp1',1795462235073,'0mwtnuv29','c010e5e1ca5fcbd75dace9829595e94e7fafc851ff33173f0c931b76063be853','28f880e62668d3869531d398a6663d178d8a58962462d6062d8a27781696035b','db6614669a78563c2f10c27a25e537dfc13d85ec50eea0fe8b25f265c8090535');
INSERT INTO "op" VALUES('411122',34,'0mwtnuv37-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','visit/b09b0e70-9838-46f3-9c6c-b62fda190541','event','received','[]','system','server00','system',1795462235107,'0mwtnuv37','ecfc1d9b865179464f9aaef2df18d458d33bb0f2dc8fa680871372ed0f3c4080','d076ae9f84194c127ae5d287adefc23a92fd9e8f856e583c6b55b22e2ee98d2b','8607ecf59992275cb152cfe76e1c4b8a873f0485ff02b55473ad1bdc484e62b2');
INSERT INTO "op" VALUES('411122',35,'0mwtnuv37-001-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','event','submit','[]','system','server00','system',1795462235107,'0mwtnuv37','4aaa78a3a4f18906a500bb3b08c2810747f013db2d885f47b399a6fa0b52594c','7cbd542ef3e88db518847bb6239cd07189fc2590d321c44d45fe2b5a2264bcb2','2fa2e4ee71188a71d422977df711a1fe5dd13fdf656471a29eaa2816375bf2e9');
INSERT INTO "op" VALUES('411122',36,'0mwtnuv3u-000-server00','b61f8f13-fb5b-42ee-8326-2f213507c711','visit/b61f8f13-fb5b-42ee-8326-2f213507c711','event','plan','[]','p-sec','server00','p-sec',1795462235130,'0mwtnuv3u','b64860d1029e49cee81685e0663d8d17efc2b2121469a34ea998284289163a13','ddb913cd0997ff5ff1d855ad824aa0935a53cf95aba31b4f28b53c0e928383ec','c22974fa52249cb6bbdda259b10beb35a728f7a19e30918d9f93fc601a8118b2');
INSERT INTO "op" VALUES('411122',37,'0mwtnuv3y-000-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','visit/b61f8f13-fb5b-42ee-8326-2f213507c711','event','start','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3y','f3020dd44e3f1f9a603e38f71f0e5318b21c8a3c548f765ae3eff12106aa070c','97d5790d2624a61fbc8f7c3e901e61a2451af762569ecc59e5429909d0718f62','de6c2a44ccf639e9668da4b11c584384d641e358b1e94852c2a4721be2726986');
INSERT INTO "op" VALUES('411122',38,'0mwtnuv3y-001-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','visit/b61f8f13-fb5b-42ee-8326-2f213507c711','set','answer/elec-sub-01','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3y','dbacb0599293b873079fbcd02a995508cbb5508d1209e6fa1056f1f3e2906f07','7c7e5358edbae1cc3f0091bd85cb16f24f013515c2d922162257cf6d34f05e5c','f0d2b8f5f2ddbaab910dc694823db8e1421d3f360006e6d4421c3026643c0e58');
INSERT INTO "op" VALUES('411122',39,'0mwtnuv3y-002-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','visit/b61f8f13-fb5b-42ee-8326-2f213507c711','set','answer/elec-mgmt-01','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3y','21615a7736554d99eeb5bc1492b8ca58c888afba6e70b8b6ad113eed5991d1da','4e0ca2237b4749ab790ead5a7e15a95f84fbf73a12304103ccc30cbf13012167','f622116bf9d6bbd3f8e60295bc7392bd90adcea8e6c4f433a8acef735652f09e');
INSERT INTO "op" VALUES('411122',40,'0mwtnuv3y-003-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','set','item','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3y','0943f12da02ff5d43835777a8a09fd2233feb8de7ded7ee96da9088ce844b014','6221ac47c961615e691815bef5758265dd9dd8e9002615af2e59e14cb4531d8e','658b1d52bf4065d451c93fb8dcc80b6c97572e6e52875c9284dcfe111975de9d');
INSERT INTO "op" VALUES('411122',41,'0mwtnuv3z-000-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','set','location','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3z','ee0f4640928b0e27d65e404e068e5f520fa343239ec9d50183d5d66755557704','b47836e217b7ca3b36c1a20672ad1ab9e0cee9208489d6dca7196c331fc1922a','18759bcf6d144d39d0cd9ec6d8eb36f124969bc1afa94778358bca46153ccf97');
INSERT INTO "op" VALUES('411122',42,'0mwtnuv3z-001-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','set','statement','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3z','43b7700d2331e6f1bc16f825a7382793d75830d30b27af7e1d82f1d1614d288f','89a69f7fc0b07ebdcf631fa3d05800f89d9731002a42c072b9a53263058af9a3','8d54f2720502a1e0cd3f3060bee8a7804be2bd6fbf3521232435e8f7c30497f1');
INSERT INTO "op" VALUES('411122',43,'0mwtnuv3z-002-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','set','measure','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3z','18470bd386b9941591334df963d36a9bb1710a729971027cda1db952242c9f14','153b0c1d1964d18faa4b0c1a2ef6a194e7aef9934a0477b83a46aea98922fe4a','024e845f09f134d6ded5e203e07d3c056002a0b2508c5ed74b86debc6986ba71');
INSERT INTO "op" VALUES('411122',44,'0mwtnuv3z-003-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','set','due_days','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3z','f4a43463dd3224a40ec6df7a334ca6fa7673e6634ddf36dca484fb7186cbfe92','f9a9098187726f7d69978800a254a40e9fb68f3c61f0203a01aab627aad59267','a0ea5b94e71e0ae4001b8bc4327cb49d819bc7fce629de4956b03eabeeddcd4b');
INSERT INTO "op" VALUES('411122',45,'0mwtnuv3z-004-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','set','photo/425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3z','a40b52185d20936bcb7ab3c7b09afdff381b969d82bf8f3bea7ce1c5aba2befa','72d235870b1ecbb0db77651534af755b615e4aed43bd45b0f758c90d545850c9','86e447d84848aac748381df1a4ecdc42906667df192cdf140beb0c12db1a54c6');
INSERT INTO "op" VALUES('411122',46,'0mwtnuv3z-005-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','visit/b61f8f13-fb5b-42ee-8326-2f213507c711','set','opinion','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3z','8c7f4a5cfe572864b8f6321b130ef861a3c6ebf1d058eba17d2e738f9a93278c','e4edd955175067b662525f39ceed3291d15df9a060d7dfb1cd0b5b9309712c49','ed6c4b7b5988e7ef16604fcd05a1bf270c2139b2c93d79ace6c1e51e31aacc5d');
INSERT INTO "op" VALUES('411122',47,'0mwtnuv3z-006-j4hts0zr','b61f8f13-fb5b-42ee-8326-2f213507c711','visit/b61f8f13-fb5b-42ee-8326-2f213507c711','event','submit','[]','p-exp1','j4hts0zr','p-exp1',1795462235135,'0mwtnuv3z','e6978578454755e211c7ec0c5d8a2eeed89e73a88ea05390b6508b7847f3baa5','e8031c4fb219dce80346192b29b0cf070b26ee810bdc97b6cbcc0fae7f6ee088','c6294456166ecd2d636c478f698bf46e72e0f2e82b9f463e46ac5c7404cc6864');
INSERT INTO "op" VALUES('411122',48,'0mwtnuv4g-000-server00','b61f8f13-fb5b-42ee-8326-2f213507c711','visit/b61f8f13-fb5b-42ee-8326-2f213507c711','event','received','[]','system','server00','system',1795462235152,'0mwtnuv4g','dbb859b7f1d5d95caafade32cafdf5ab6e3bf7673f72679fce061b70718face1','3cf8dfc2ee44afbd13a83613700273c845efa268122722436c57f7601603fe73','4558a3f75fa3118e3815ed40595b91b028db94a0aa6418b0d105bf381c47efba');
INSERT INTO "op" VALUES('411122',49,'0mwtnuv4g-001-server00','b61f8f13-fb5b-42ee-8326-2f213507c711','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','event','submit','[]','system','server00','system',1795462235152,'0mwtnuv4g','402983df2d521be4ff92303262d5ca20bf52714617843d1af1d886ea0c8889d5','acd595d9d34695f87270be3be712e870d570f2c6cda3087a12495bb1dbcf4780','5fae7517b12031d1d90000c0884dc0c223dd63f4db1fc0016316e0f8e18f6cd5');
INSERT INTO "op" VALUES('411122',50,'0mwtnuv4p-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','event','confirm','[]','p-sec','server00','p-sec',1795462235161,'0mwtnuv4p','f0ac4b4f2a7b64f1118ef37513bbabc36484efc884ce9cb15ea51b737ca57f81','9dbc5ad87afa48bd04c6392f1f9e074d6458f9ecf07c1518073d78727ddd25af','11f42fb5734934177d92018299d2659d0e454c2195f1a9c3758fe9990ea55b5d');
INSERT INTO "op" VALUES('411122',51,'0mwtnuv4p-001-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','event','grade','[]','p-sec','server00','p-sec',1795462235161,'0mwtnuv4p','a9c36e10268e42cf2937849941f6daf060a7bf78223fbbcb9371e88481f2abe5','a6058d412f6445a77bcb89819807018547babc40886876a27a46556bfb60dd06','0e53d30249bc47488b3183109b1c77460a95f09d58752fb075ca3f2babf2852f');
INSERT INTO "op" VALUES('411122',52,'0mwtnuv4p-002-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','event','assign','[]','p-sec','server00','p-sec',1795462235161,'0mwtnuv4p','0a0dad50908072a8a4a50f7b092fd0eeb6c6ae2c5528fd9823decea471648fa5','051d51130e6ac018e3eda2a985a993fb9bcf8e87a35f03e43d1918ca3de0d917','3e8f81c026ca0e0f3ea89c0bcda5c063782345787018f516a4a7eee2959ee61a');
INSERT INTO "op" VALUES('411122',53,'0mwtnuv4t-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','document/0a330ae5-07b8-4afd-8cba-b4843a3f9650','event','draft','[]','p-sec','server00','p-sec',1795462235165,'0mwtnuv4t','1a697680bc1c436f224b93fb259e6eb8885ae9088b1dee34e02bbb8b3c3d9775','1dfc305ff615af203cbab9ccc50be7d4e8d6ec981d0b3b5f25ae013f9b4fd62a','45820cbb9dc1c6d4a69f1968dc7fe55de674bbfccc163870f45f2c903d9823f7');
INSERT INTO "op" VALUES('411122',54,'0mwtnux4y-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','document/0a330ae5-07b8-4afd-8cba-b4843a3f9650','event','issue','[]','p-lead','server00','p-lead',1795462237762,'0mwtnux4y','31b8a3989fb23e4934ebff189e28dfef2750025dfc09ace03f1d439d11d0dc01','57ecdf402542a722c2427083c1a5a9594a3b4a634237c0ea256da576f889a743','3db05acf3fb70310613457a6079b17c7367d1888f2a4598e83f82af59be94244');
INSERT INTO "op" VALUES('411122',55,'0mwtnux94-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','document/0a330ae5-07b8-4afd-8cba-b4843a3f9650','event','issued','[]','system','server00','system',1795462237912,'0mwtnux94','5b2a95893258e49b6a09a38100fc2cd9cf29aa581faece3e5925d2820168d337','263920876bd5ba1081ad8600366b009171a7845eef52556b31ecb35788fd31ef','69233441ad3b63dd38d622ef98a3757e5bc6928452520aba8ae687bd20567a5e');
INSERT INTO "op" VALUES('411122',56,'0mwtnux9a-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','document/0a330ae5-07b8-4afd-8cba-b4843a3f9650','event','serve','[]','p-sec','server00','p-sec',1795462237918,'0mwtnux9a','8941e605487a984e7acbb04f04f72c664f1fea799d3702473c3de549c6a0a694','6144a99b6ae39249d339c8834fc706bf66f9a13b34f3897331f8b43afa3f800c','92d6f181fce74a86d9e49f81d8daf961e1b2a34fb2676b84c51f02f57c4db225');
INSERT INTO "op" VALUES('411122',57,'0mwtnux9a-001-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','event','notify','[]','p-sec','server00','p-sec',1795462237918,'0mwtnux9a','3efb7a96355fed745e53b430348235514c7be5ed5fae15c43e06e00f5d216e53','02469cc8736fb5e6e6cef865a31bfb5f15e90e78dd68673ba84a55a243e0730c','82c21b8b1204a5b822103163ea82a4333766711831f9d59709e50e52f4dba383');
INSERT INTO "op" VALUES('411122',58,'0mwtnux9i-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','document/0a330ae5-07b8-4afd-8cba-b4843a3f9650','event','receipt','[]','p-ent1','server00','p-ent1',1795462237926,'0mwtnux9i','55fbaa1ce59f54ed7ed4fe7d44ce2310a92f157ebd8fa1609aca2b9d825451c8','5f4df6fe8073d7d36608153f5a106076346437c00892040cb916ae9d5dc42e67','813dc2b189a292c428e7402f5c930ba0016678b730f2f01bb400ea9459038e45');
INSERT INTO "op" VALUES('411122',59,'0mwtnux9n-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','event','feedback','[]','p-ent1','server00','p-ent1',1795462237931,'0mwtnux9n','724ae8b36b94c1910712d91a7d3d20b0e3877c0e3801e7bf6b3c4ea99eead980','666271e8722c7bf0a263d003965b85931d4c5e387267e543a00f2c2e22ccb1f6','0f4d3be9a53f293212ad1649e100641fdae06b152fa767fd15a250cd557754dd');
INSERT INTO "op" VALUES('411122',60,'0mwtnux9r-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','event','recheck','[]','p-sec','server00','p-sec',1795462237935,'0mwtnux9r','adf95a573f2b3f1585326d8331956190d7419cc8a965ca62cced8a548ed19f56','66601796d9b56d69eccb2a06bcf707e9f633434c4b0b0117f4ccd80af6d7e841','81198ad22433fdff638788f221522ebd7f2c15010cf98417bc8407a1eb7fb034');
INSERT INTO "op" VALUES('411122',61,'0mwtnux9r-001-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','event','pass','[]','p-sec','server00','p-sec',1795462237935,'0mwtnux9r','9bc2b41cb109aed49317c570cdd0891a8380bf9dfaa3bf78962c4496ee372b98','96a423803086efaf7e1363d9ecf4872e856841ed351c54bc61b2462425f53b4f','ef12edc261439cf4cd0da15d460feb91487ab62525560c384111e373db54d111');
INSERT INTO "op" VALUES('411122',62,'0mwtnux9w-000-server00','b09b0e70-9838-46f3-9c6c-b62fda190541','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','event','close_out','[]','p-sec','server00','p-sec',1795462237940,'0mwtnux9w','747532fd40ad4d6f4a2fd5f62ea95bac6f3be4d455cdb7af81d3600c46479936','63a4b85410df02fdf75f9947677caa3d76427057c000e9946b73d5faae3a2bc6','2b692f4eb0c476616a6b605dd6ff4e75145c5d0f2028b7577959ad1fdac1cc5b');
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
INSERT INTO "op_value" VALUES('411122',1,X'34E75DFE773DB8C530271FCC4D811760','{"abbr":"临","contact":"工贸科","demo":true,"name":"临颍县应急管理局","phone":"0395-0000000","system_name":"助千企平台"}');
INSERT INTO "op_value" VALUES('411122',2,X'DEDBCD6C70A4639D4B969E94DB6E1E1D','{"name":"城关街道"}');
INSERT INTO "op_value" VALUES('411122',3,X'43E1D449A42CF78CC6E00E43D31362C9','{"name":"杜曲镇"}');
INSERT INTO "op_value" VALUES('411122',4,X'59FC445BCC8E9006766799A571D8DF10','{"address":"临颍县产业集聚区经一路","employees":60,"hazards":["dust","electrical"],"industry":"农副食品加工业","name":"临颍县颍川食品有限公司","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","scale":"小型","township_id":"411122100","uscc":"91411122000000001X"}');
INSERT INTO "op_value" VALUES('411122',5,X'1BD09C7E45B3F2207F29265740F777A7','{"address":"临颍县产业集聚区经一路","employees":60,"hazards":["dust","electrical"],"industry":"农副食品加工业","name":"漯河淼犇机械有限公司","principal":"杨经理","principal_phone":"19900000001","safety_manager":"韩安全","safety_manager_phone":"19900000002","scale":"小型","township_id":"411122101","uscc":"91411122000000002X"}');
INSERT INTO "op_value" VALUES('411122',6,X'DE85C450E3A95490B392258407B7683D','{"name":"王建国","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',7,X'BC183A84583CD317B088ABD50BD2DB11','{"name":"李红霞","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',8,X'80F03256984286A894820158DD1C99BA','{"name":"赵志强","role":"expert","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',9,X'3441892470E17254CE12CA9A3E8B1BBA','{"name":"周执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',10,X'68DF25C144D4025B63975FEAAFCF5409','{"name":"吴执法","role":"officer","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',11,X'6DE48133320ABE60C6BE7AFDC7BEED40','{"name":"陈科员","role":"section","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',12,X'BF5F86A4771E3C2DB1811AA6D1EDE42E','{"name":"刘局长","role":"leader","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',13,X'E712E1EF72859DBA9AF706473C447D50','{"name":"孙网格","role":"grid","specialty":"电气","title":"高级工程师","township_id":"411122100"}');
INSERT INTO "op_value" VALUES('411122',14,X'8205B6422C1D76BE32FF389EAD7FDF51','{"name":"郑审计","role":"audit","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',15,X'B76C79988AD78A5A3CC576F2FE40A8D1','{"name":"冯管理","role":"admin","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',16,X'ECE270F2114ABFFB56765DE38E5244D8','{"name":"褚安委","role":"committee","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',17,X'4CB89CA9019222E96A188BD2C0196C39','{"name":"卫消防","role":"dept","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',18,X'CC6897FA0B18935354474D6928D70583','{"enterprise_id":"e-1","name":"韩安全","role":"ent_safety","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',19,X'0725A3751481A82CD4126BF9BF11D919','{"enterprise_id":"e-1","name":"杨经理","role":"ent_head","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',20,X'EFD26549849F1F0478F00DF5541AF03E','{"enterprise_id":"e-2","name":"朱安全","role":"ent_safety","specialty":"电气","title":"高级工程师"}');
INSERT INTO "op_value" VALUES('411122',21,X'D1BB23CBF66BBDD3BB143FA05A5CC4BC','{"content":{"id":"electrical","items":[{"basis":[{"clause":"第三十条","name":"中华人民共和国安全生产法（2021修正）","number":"主席令第八十八号","src":"V"}],"id":"elec-mgmt-01","major_criterion":[{"clause":"第三条第（二）项","name":"工贸企业重大事故隐患判定标准","number":"应急管理部令第10号","src":"V","text":"特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的"}],"method":["查资料"],"photo_required":true,"section":"mgmt","severity":"major","suggested_measure":"立即停止无证作业。","text":"电工持证","typical_finding":"电工无证上岗。"},{"basis":[{"clause":"4.3.2","name":"低压配电设计规范","number":"GB 50054-2011","src":"V"},{"name":"用电安全导则","number":"GB/T 13869-2017","src":"K"}],"id":"elec-sub-01","method":["看现场"],"photo_required":true,"section":"sub","severity":"general","suggested_measure":"改为向外开启。","text":"配电室门向外开启","typical_finding":"配电室门向内开启。"}],"sections":[{"id":"mgmt","title":"管理资料"},{"id":"sub","title":"变配电室"}],"status":"draft","title":"用电安全专项检查表","version":"0.1.0"},"content_hash":"0000000000000000000000000000000000000000000000000000000000000000","name":"electrical","status":"draft","title":"用电安全专项检查表","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',22,X'759F99692472D6B5E24915B679A8E9EC','{"checklists":["electrical@0.1.0"],"enterprise":"e-1","lead":"p-exp1","members":["p-exp1","p-exp2"],"planned_date":"2026-11-23","track":"advisory"}');
INSERT INTO "op_value" VALUES('411122',23,X'52188B7DFB18FC585B767317606CCEB5','{"at":"2026-11-23T02:00:00Z"}');
INSERT INTO "op_value" VALUES('411122',24,X'4122251419A690464C070C7CB4C8A754','"nok"');
INSERT INTO "op_value" VALUES('411122',25,X'9398F39812F589B33DA6B0F9E4A11827','"ok"');
INSERT INTO "op_value" VALUES('411122',26,X'1997E37A1BF3AD480F13EF680AC0EA5D','{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',27,X'FA43BC979CD6690EDA9D5A105256952A','"一号车间北侧配电室"');
INSERT INTO "op_value" VALUES('411122',28,X'962341BD912C0025AE13CC217F0C0314','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "op_value" VALUES('411122',29,X'F25C8487D9164D75B1D6ABF6F76A3AB0','"建议改为向外开启。"');
INSERT INTO "op_value" VALUES('411122',30,X'FD85FFDF6EABE6D11AF57363E35D942A','7');
INSERT INTO "op_value" VALUES('411122',31,X'483AC4A43851A32F10374A52C7268A12','{"at":"2026-11-23T02:00:00Z","h":480,"role":"scene","w":640}');
INSERT INTO "op_value" VALUES('411122',32,X'801C8CB46E15800F9847B89B512C632B','{"agree":true,"text":""}');
INSERT INTO "op_value" VALUES('411122',33,X'695C7D9DA6D020CDE913B0BCFA315104','{"manifest":{"hash":"13270909cf7343467bced1bd83d601a708449a27f3f28012a52273ba2b9fbb87","ops":["0mwtnuv28-001-j4hts0zr","0mwtnuv28-002-j4hts0zr","0mwtnuv28-003-j4hts0zr","0mwtnuv28-004-j4hts0zr","0mwtnuv28-005-j4hts0zr","0mwtnuv28-006-j4hts0zr","0mwtnuv28-007-j4hts0zr","0mwtnuv29-000-j4hts0zr","0mwtnuv29-001-j4hts0zr"],"photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"]},"reason":"","version":1}');
INSERT INTO "op_value" VALUES('411122',34,X'56008C9D8D972A44ED89BFE144749EB6','{"fields":{"opinion":{"agree":true,"text":""}},"findings":1,"manifest_hash":"13270909cf7343467bced1bd83d601a708449a27f3f28012a52273ba2b9fbb87","outside":0,"version":1}');
INSERT INTO "op_value" VALUES('411122',35,X'60D6CDD1204EDC382276732EB243A4A3','{"enterprise":"e-1","facts":{"due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"location":"一号车间北侧配电室","measure":"建议改为向外开启。","photos":["3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025"],"statement":"配电室门向内开启，未向疏散方向开启。","suspected_major":null,"taken":{"3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025":"2026-11-23T02:00:00Z"}},"found_on":"2026-11-23","township":"411122100","track":"advisory","version":1}');
INSERT INTO "op_value" VALUES('411122',36,X'8F9BA62D8F201D989588D1B1DBCA1AE0','{"checklists":["electrical@0.1.0"],"enterprise":"e-1","lead":"p-exp1","members":["p-exp1","p-exp2"],"planned_date":"2026-11-23","track":"advisory"}');
INSERT INTO "op_value" VALUES('411122',37,X'997E3D997907C9F5BBB9E40B838DFD77','{"at":"2026-11-23T02:00:00Z"}');
INSERT INTO "op_value" VALUES('411122',38,X'CDA282B5BAF408FACE6F860CB8759BDA','"nok"');
INSERT INTO "op_value" VALUES('411122',39,X'CDFE763976B1887F473831849C2116D8','"ok"');
INSERT INTO "op_value" VALUES('411122',40,X'351109337D049FF6373353FF3FA07ED2','{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"}');
INSERT INTO "op_value" VALUES('411122',41,X'5A0C3E1B16D6417B05EB86078D9DA192','"一号车间北侧配电室"');
INSERT INTO "op_value" VALUES('411122',42,X'090F5F87070C0E7E1C2AA7101DD4D5CF','"配电室门向内开启，未向疏散方向开启。"');
INSERT INTO "op_value" VALUES('411122',43,X'9EE370D75ADC8629EC54D6283D7DC95A','"建议改为向外开启。"');
INSERT INTO "op_value" VALUES('411122',44,X'CD72725C278A84ECC383337CD2C5BEC3','7');
INSERT INTO "op_value" VALUES('411122',45,X'B5F6804800C791C333E843C03BFC006B','{"at":"2026-11-23T02:00:00Z","h":480,"role":"scene","w":640}');
INSERT INTO "op_value" VALUES('411122',46,X'F12E0B075C417A544C73F6B500BE09BA','{"agree":true,"text":""}');
INSERT INTO "op_value" VALUES('411122',47,X'815B3FB9E3F8451D794DFC489D2CC00B','{"manifest":{"hash":"8cb897ec11edd876e44566e8ade25ff08213f862c553ac0eb892adb9ef4eb065","ops":["0mwtnuv3y-001-j4hts0zr","0mwtnuv3y-002-j4hts0zr","0mwtnuv3y-003-j4hts0zr","0mwtnuv3z-000-j4hts0zr","0mwtnuv3z-001-j4hts0zr","0mwtnuv3z-002-j4hts0zr","0mwtnuv3z-003-j4hts0zr","0mwtnuv3z-004-j4hts0zr","0mwtnuv3z-005-j4hts0zr"],"photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]},"reason":"","version":1}');
INSERT INTO "op_value" VALUES('411122',48,X'61B2E98B5468E2705619C7F3D6A27B26','{"fields":{"opinion":{"agree":true,"text":""}},"findings":1,"manifest_hash":"8cb897ec11edd876e44566e8ade25ff08213f862c553ac0eb892adb9ef4eb065","outside":0,"version":1}');
INSERT INTO "op_value" VALUES('411122',49,X'E2D50F9A76E914F2667E26F92A9F4AD2','{"enterprise":"e-1","facts":{"due_days":7,"item":{"checklist":"electrical","item":"elec-sub-01","version":"0.1.0"},"location":"一号车间北侧配电室","measure":"建议改为向外开启。","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"],"statement":"配电室门向内开启，未向疏散方向开启。","suspected_major":null,"taken":{"425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66":"2026-11-23T02:00:00Z"}},"found_on":"2026-11-23","township":"411122100","track":"advisory","version":1}');
INSERT INTO "op_value" VALUES('411122',50,X'57E3D39E46E1A12C4540A5A16B9C1E27','{}');
INSERT INTO "op_value" VALUES('411122',51,X'DC79DCFC6FB5D0FACAF40350A5D653DA','{"severity":"general"}');
INSERT INTO "op_value" VALUES('411122',52,X'0DB89B6BD5F6F1C3F29E513E564899AD','{"due_date":"2026-12-08"}');
INSERT INTO "op_value" VALUES('411122',53,X'D22AA4758A8BA8471830058808B2EAB7','{"enterprise":"e-1","findings":["beaf7169-ff3b-46c9-b6e2-eca1ea01585e"],"type":"doc_rectify_notice"}');
INSERT INTO "op_value" VALUES('411122',54,X'DA61EAC5EDF07370835A96441385565A','{"facts":{"area":"","campaign":"百名专家助千企","companion":"","doc_type":"doc_rectify_notice","enterprise":{"address":"临颍县产业集聚区经一路","industry":"农副食品加工业","name":"临颍县颍川食品有限公司","phone":"19900000001","principal":"杨经理","scale":"小型","uscc":"91411122000000001X"},"feedback_by":"2026-12-08","findings":[{"basis":[{"text":"《低压配电设计规范》（GB 50054-2011）第4.3.2条"},{"text":"《用电安全导则》"}],"due_date":"2026-12-08","due_text":"","location":"一号车间北侧配电室","measure":"建议改为向外开启。","n":1,"photos":[{"caption":"","label":"照片1-1（整改前）","sha256":"75852a370ea650446d8e896102ad532e1248995c61ac29ee67e38de733b7959b","stage":"before","taken_at":"2026-11-23T02:00:00Z"}],"severity":"general","severity_text":"","statement":"配电室门向内开启，未向疏散方向开启。"}],"highlights":"","issue_date":"2026-11-24","issued_at":"","issuer":"临颍县应急管理局","number":"临应急隐改〔2026〕1号","opinion":{"agree":true,"text":""},"org":{"abbr":"临","contact":"工贸科","name":"临颍县应急管理局","phone":"0395-0000000"},"seal":"demo","signatures":[],"system_name":"助千企平台","team":[{"lead":true,"name":"王建国","specialty":"电气","title":"高级工程师"},{"lead":false,"name":"李红霞","specialty":"电气","title":"高级工程师"}],"verify":null,"visit_date":"2026-11-23"},"number":"临应急隐改〔2026〕1号","seq":1,"year":2026}');
INSERT INTO "op_value" VALUES('411122',55,X'4B6DB73CB3CA732262781DA277FEA5CB','{"bytes":114214,"pages":3,"sha256":"c5b8ced0e8d55212f7b221be93416d00f8c867e93622956dd8818001197ed01b"}');
INSERT INTO "op_value" VALUES('411122',56,X'E3F0C762ACC2C713E9DD2F77B1D6A667','{"at":"2026-11-24T01:00:00Z","by":"p-sec","method":"direct","to":"杨经理"}');
INSERT INTO "op_value" VALUES('411122',57,X'4E8C4B314F12E075263CA55E876C0F56','{"document":"0a330ae5-07b8-4afd-8cba-b4843a3f9650"}');
INSERT INTO "op_value" VALUES('411122',58,X'0BC5611B45ED127BB94CE730EEA4E1F1','{"at":"2026-11-24T01:05:00Z","name":"韩安全"}');
INSERT INTO "op_value" VALUES('411122',59,X'22FF32B237D48C389F209701419AE3A5','{"done_on":"2026-11-25","measure":"已改","owner":"韩安全","photos":["425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66"]}');
INSERT INTO "op_value" VALUES('411122',60,X'3CFAA1D1A43BE9CFFA0FC0A800A759E8','{"planned_date":"2026-11-26","reinspector":"p-sec"}');
INSERT INTO "op_value" VALUES('411122',61,X'7C4C01F133A8D46D810D0C758677638D','{"at":"2026-11-26T01:00:00Z","note":"合格","reinspector":"p-sec"}');
INSERT INTO "op_value" VALUES('411122',62,X'BED73A1BF064F8C979792FDE1D157662','{}');
CREATE TABLE org (
	id TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	chain TEXT NOT NULL, 
	clock TEXT NOT NULL, 
	CONSTRAINT pk_org PRIMARY KEY (id)
);
INSERT INTO "org" VALUES('411122',62,'2b692f4eb0c476616a6b605dd6ff4e75145c5d0f2028b7577959ad1fdac1cc5b','0mwtnux9w-000-server00');
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
INSERT INTO "photo" VALUES('411122','3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025',9220,640,480,1795462235107,'p-exp1');
INSERT INTO "photo" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66',8959,640,480,1795462235152,'p-exp1');
CREATE TABLE photo_ref (
	org_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	visit_id TEXT, 
	CONSTRAINT pk_photo_ref PRIMARY KEY (org_id, sha256, subject)
);
INSERT INTO "photo_ref" VALUES('411122','3d469d5b99f6c5306e5c3ebae12b817cdfdc0a12cb15df4f63480f428efec025','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','b09b0e70-9838-46f3-9c6c-b62fda190541');
INSERT INTO "photo_ref" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','finding/ca005d6b-bd5f-45e2-9346-9f7676b8c56f','b61f8f13-fb5b-42ee-8326-2f213507c711');
INSERT INTO "photo_ref" VALUES('411122','425dbc8ca62905a81e1f172a979668f823ffd7a14e5a986478e7d8e028c37c66','finding/beaf7169-ff3b-46c9-b6e2-eca1ea01585e','b09b0e70-9838-46f3-9c6c-b62fda190541');
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
INSERT INTO "sqlite_stat1" VALUES('finding','ix_finding_counted','20000 20000 1667 1053 102 3 3 2 1 1 1 1');
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
INSERT INTO "visit" VALUES('411122','b09b0e70-9838-46f3-9c6c-b62fda190541','received','e-1','advisory','2026-11-23','p-exp1','["p-exp1","p-exp2"]','["electrical@0.1.0"]',1,'13270909cf7343467bced1bd83d601a708449a27f3f28012a52273ba2b9fbb87','null',NULL,1795399200000,1795462235073,1795462235107,'{"opinion":{"agree":true,"text":""}}',0,1795462235107,34);
INSERT INTO "visit" VALUES('411122','b61f8f13-fb5b-42ee-8326-2f213507c711','received','e-1','advisory','2026-11-23','p-exp1','["p-exp1","p-exp2"]','["electrical@0.1.0"]',1,'8cb897ec11edd876e44566e8ade25ff08213f862c553ac0eb892adb9ef4eb065','null',NULL,1795399200000,1795462235135,1795462235152,'{"opinion":{"agree":true,"text":""}}',0,1795462235152,48);
CREATE TABLE visit_member (
	org_id TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	CONSTRAINT pk_visit_member PRIMARY KEY (org_id, visit_id, person_id)
);
INSERT INTO "visit_member" VALUES('411122','b09b0e70-9838-46f3-9c6c-b62fda190541','p-exp1');
INSERT INTO "visit_member" VALUES('411122','b09b0e70-9838-46f3-9c6c-b62fda190541','p-exp2');
INSERT INTO "visit_member" VALUES('411122','b61f8f13-fb5b-42ee-8326-2f213507c711','p-exp1');
INSERT INTO "visit_member" VALUES('411122','b61f8f13-fb5b-42ee-8326-2f213507c711','p-exp2');
CREATE INDEX ix_document_org_id_enterprise_id ON document (org_id, enterprise_id);
CREATE INDEX ix_document_org_id_state_updated_at ON document (org_id, state, updated_at);
CREATE INDEX ix_document_org_id_visit_id ON document (org_id, visit_id);
CREATE INDEX ix_document_finding_org_id_finding_id ON document_finding (org_id, finding_id);
CREATE INDEX ix_enterprise_org_id_name ON enterprise (org_id, name);
CREATE INDEX ix_enterprise_org_id_township_id_name ON enterprise (org_id, township_id, name);
CREATE INDEX ix_finding_counted ON finding (org_id, state, severity, township_id, due_date, track, checklist, item, enterprise_id, found_on, closed_at);
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
