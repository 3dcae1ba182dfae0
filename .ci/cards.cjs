// Reads the cards of the tests with what others wrote: Teams' one with Microsoft's reader of Adaptive Cards, Slack's one
// with the types of Slack, which its blocks must have.
//
// usage: cards.cjs MODULES TEAMS.json SLACK.json
const { execFileSync } = require("node:child_process");
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

const [modules, teams, slack] = process.argv.slice(2);
const faults = [];

const { AdaptiveCard, SerializationContext } = require(resolve(modules, "adaptivecards/dist/adaptivecards.js"));
const context = new SerializationContext();
const card = new AdaptiveCard();
card.parse(JSON.parse(readFileSync(teams, "utf8")).attachments[0].content, context);
for (let i = 0; i < context.eventCount; i++) {
	faults.push(`${teams}: ${context.getEventAt(i).message}`);
}
for (const event of card.validateProperties().validationEvents) {
	faults.push(`${teams}: ${event.message}`);
}
if (card.getItemCount() < 3) {
	faults.push(`${teams}: only ${card.getItemCount()} elements were read`);
}

const folder = mkdtempSync(join(resolve(modules, ".."), "typed-"));
try {
	const file = join(folder, "slack.ts");
	writeFileSync(file, `import type { KnownBlock } from "@slack/types";
const message: { text: string; blocks: KnownBlock[] } = ${readFileSync(slack, "utf8")};
export default message;
`);
	execFileSync(process.execPath, [resolve(modules, "typescript/bin/tsc"), "--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler", file]);
} catch (error) {
	faults.push(`${slack}: ${error.stdout ?? error}`);
} finally {
	rmSync(folder, { recursive: true });
}

if (faults.length > 0) {
	console.error(faults.join("\n"));
	process.exit(1);
}
