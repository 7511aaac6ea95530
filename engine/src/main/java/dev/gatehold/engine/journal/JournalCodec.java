package dev.gatehold.engine.journal;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Effect;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Entries, states and effects as JSON, and the hash chain that binds a run's entries. */
public final class JournalCodec {
  /** The hash before the first entry. */
  public static final String GENESIS = "0".repeat(64);

  private static final int FORMAT = 1;
  private static final JsonMapper MAPPER = JsonForm.mapper();
  private static final ObjectReader BODY = MAPPER.readerFor(Body.class);
  private static final ObjectWriter BODY_OUT = MAPPER.writerFor(Body.class);
  private static final ObjectReader STATE = MAPPER.readerFor(RunState.class);
  private static final ObjectWriter STATE_OUT = MAPPER.writerFor(RunState.class);
  private static final ObjectReader EFFECT = MAPPER.readerFor(Effect.class);
  private static final ObjectWriter EFFECT_OUT = MAPPER.writerFor(Effect.class);

  private record Body(int v, Instant at, Principal by, List<RunEvent> events) {}

  private JournalCodec() {}

  /** The stored form of an entry that follows the one with this hash. */
  public static StoredEntry encode(String run, long seq, String previousHash, Entry entry) {
    String body =
        BODY_OUT.writeValueAsString(new Body(FORMAT, entry.at(), entry.by(), entry.events()));
    return new StoredEntry(run, seq, body, hash(previousHash, body));
  }

  /**
   * Reads an entry.
   *
   * @throws UnreadableJournal when it is not in a form that this version knows
   */
  public static Entry decode(StoredEntry stored) {
    Body body;
    try {
      body = BODY.readValue(stored.body());
    } catch (JacksonException e) {
      throw new UnreadableJournal(stored, String.valueOf(e.getOriginalMessage()), e);
    }
    if (body.v() != FORMAT) {
      throw new UnreadableJournal(stored, "it has format " + body.v() + ", not " + FORMAT, null);
    }
    return new Entry(body.at(), body.by(), body.events());
  }

  /**
   * The hash of an entry: SHA-256 of the previous hash, a line feed, and the body, as 64
   * hexadecimal digits.
   */
  public static String hash(String previousHash, String body) {
    MessageDigest sha = Digest.sha256();
    sha.update(previousHash.getBytes(StandardCharsets.US_ASCII));
    sha.update((byte) '\n');
    sha.update(body.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha.digest());
  }

  /**
   * Checks that consecutive entries hang together.
   *
   * @param previousHash of the entry before the first of them
   * @throws UnreadableJournal naming the first entry that does not
   */
  public static void verifyChain(String previousHash, List<StoredEntry> entries) {
    String previous = previousHash;
    for (StoredEntry entry : entries) {
      if (!hash(previous, entry.body()).equals(entry.hash())) {
        throw new UnreadableJournal(
            entry, "its hash does not fit its content and the entry before", null);
      }
      previous = entry.hash();
    }
  }

  public static String encodeState(RunState state) {
    return STATE_OUT.writeValueAsString(state);
  }

  public static RunState decodeState(String body) {
    return STATE.readValue(body);
  }

  public static String encodeEffect(Effect effect) {
    return EFFECT_OUT.writeValueAsString(effect);
  }

  public static Effect decodeEffect(String body) {
    return EFFECT.readValue(body);
  }
}
