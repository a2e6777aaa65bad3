// AG-UI's own client against our API: node client.cjs URL TOKEN ROLE CONVERSATION
// It sends a message, decides on what it is asked, and prints what it has understood.
const { HttpAgent } = require("@ag-ui/client");

const [url, token, role, conversation] = process.argv.slice(2);

class Agent extends HttpAgent {
  requestInit(input) {
    const body = input.resume
      ? { decisions: input.resume.map((answer) => ({ interrupt_id: answer.interruptId, ...answer.payload })) }
      : { agent_role: role, message: input.messages.at(-1).content, conversation_id: conversation };
    return { ...super.requestInit(input), body: JSON.stringify(body) };
  }
}

const events = [];
let finished;
const listener = {
  onEvent: ({ event }) => void events.push(event.type),
  onRunFinishedEvent: ({ event }) => void (finished = event),
};

async function main() {
  const agent = new Agent({ url: `${url}/api/chat/send`, headers: { Authorization: `Bearer ${token}` } });
  agent.addMessage({ id: "question", role: "user", content: "Write to Dana" });
  await agent.runAgent({}, listener);
  const interrupts = finished.outcome?.interrupts ?? [];
  if (interrupts.length > 0) {
    agent.url = `${url}/api/chat/runs/${finished.runId}/resume`;
    const resume = interrupts.map(({ id }) => ({
      interruptId: id,
      status: "resolved",
      payload: { decision: "approve" },
    }));
    await agent.runAgent({ resume }, listener);
  }
  console.log(JSON.stringify({ events, asked: interrupts.length, outcome: finished.outcome, messages: agent.messages }));
}

main().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
