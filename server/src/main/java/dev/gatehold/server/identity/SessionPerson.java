package dev.gatehold.server.identity;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.PeopleStore.Account;
import java.io.Serializable;

/**
 * What a session remembers of who signed in; everything else is looked up at each request.
 *
 * @param password tells whether the password is still the one that opened the session
 */
record SessionPerson(String id, String password) implements Serializable {
  static SessionPerson of(Account account) {
    return new SessionPerson(
        account.id(), Digest.of(String.valueOf(account.passwordHash())).brief());
  }
}
