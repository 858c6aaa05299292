// Reads visits as JSON lines, prints the hash that the tablet would put on each one's leave-behind copy (tests/domain/test_slip.py).
import { createInterface } from "node:readline";
import { foldVisit } from "../../static/field/fold.js";
import { slipFacts, slipHash, visitCode } from "../../static/field/slip.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { visit, version, ops, checklists } = JSON.parse(line);
  const facts = await slipFacts(foldVisit(ops, visit), checklists, version);
  console.log(JSON.stringify([visitCode(visit), facts && (await slipHash(facts)), facts]));
}
