/** The data of a server-sent event's lines; `null` where it has none, as a comment. */
function dataOf(event: string): string | null {
  const lines = event
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''));
  return lines.length === 0 ? null : lines.join('\n');
}

const END = /\r\n\r\n|\n\n|\r\r/;

/** The text of a stream of bytes, piece by piece. */
async function* textOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    void reader.cancel();
  }
}

/** The data of each server-sent event, however the stream is cut. What is cut off at its end is none. */
export async function* eventsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let pending = '';
  for await (const text of textOf(stream)) {
    const events = (pending + text).split(END);
    pending = events.pop() ?? '';
    for (const event of events) {
      const data = dataOf(event);
      if (data !== null) yield data;
    }
  }
}
