// Reads histories from stdin, a JSON list of ops a line, folds each as the tablet does, and says a line each what came of it (tests/domain/test_convergence.py).
import { createInterface } from "node:readline";
import { foldVisit, headsOf } from "../../static/field/fold.js";
import { contentManifest } from "../../static/field/manifest.js";

const VISIT = "0b0e7a52-0000-4000-8000-000000000001";
const said = ({ value, op, author, conflict }) => ({ value, op, author, conflict: conflict && conflict.map((one) => [one.op, one.value]) });
const fieldsOf = (home) => Object.fromEntries([...home.fields].map(([path, field]) => [path, said(field)]));

for await (const line of createInterface({ input: process.stdin })) {
  const model = foldVisit(JSON.parse(line), VISIT);
  const findings = [...model.findings.values()].filter((finding) => finding.fields.size);
  const each = (of) => Object.fromEntries(findings.map((finding) => [`finding/${finding.id}`, of(finding)]));
  console.log(JSON.stringify({
    fields: { ...(model.fields.size ? { [`visit/${VISIT}`]: fieldsOf(model) } : {}), ...each(fieldsOf) },
    photos: each((finding) => finding.photos.map((photo) => photo.sha)), withdrawn: each((finding) => finding.withdrawn),
    heads: headsOf(model), content: (await contentManifest(model)).hash,
  }));
}
