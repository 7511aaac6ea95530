package dev.gatehold.server.callback;

import dev.gatehold.core.run.Effect.Callee;
import dev.gatehold.engine.effect.CallbackLinks;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The callback addresses of this server. */
public final class Callbacks implements CallbackLinks {
  private final CallbackKey key;
  private final CompletableFuture<URI> base = new CompletableFuture<>();

  public Callbacks(CallbackKey key) {
    this.key = key;
  }

  /** The server answers here from now on. */
  public void answersAt(URI address) {
    base.complete(address);
  }

  /** Work that was left at the last stop may begin before the server answers: it waits for that. */
  @Override
  public String of(String run, Callee callee) {
    URI address = base.orTimeout(1, TimeUnit.MINUTES).join();
    return address
        + "/api/v1/callbacks/"
        + String.join(
            "/",
            run,
            callee.step(),
            String.valueOf(callee.attempt()),
            String.valueOf(callee.told()),
            key.sign(run, callee));
  }

  boolean knows(String run, Callee callee, String signature) {
    return key.signed(run, callee, signature);
  }
}
