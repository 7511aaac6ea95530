package dev.gatehold.testkit;

import dev.gatehold.engine.store.PeopleStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A people store that forgets everything with its process. */
public final class MemoryPeopleStore implements PeopleStore {
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Map<String, StoredAbsence> absences = new HashMap<>();
  private final Map<String, Token> tokens = new HashMap<>();

  private long revision;
  private long tokenRevision;

  @Override
  public synchronized Revisions revisions() {
    return new Revisions(revision, tokenRevision);
  }

  @Override
  public synchronized void saveAccount(Account account) {
    revision++;
    accounts.put(account.id(), account);
  }

  @Override
  public synchronized List<Account> accounts() {
    return List.copyOf(accounts.values());
  }

  @Override
  public synchronized void saveAbsence(StoredAbsence absence) {
    revision++;
    absences.put(absence.id(), absence);
  }

  @Override
  public synchronized List<StoredAbsence> absences() {
    return absences.values().stream()
        .sorted(
            Comparator.comparing(StoredAbsence::person)
                .thenComparing(each -> each.absence().from())
                .thenComparing(StoredAbsence::id))
        .toList();
  }

  @Override
  public synchronized boolean deleteAbsence(String id) {
    revision++;
    return absences.remove(id) != null;
  }

  @Override
  public synchronized void saveToken(Token token) {
    tokenRevision++;
    tokens.put(token.hash(), token);
  }

  @Override
  public synchronized Optional<Token> token(String hash) {
    return Optional.ofNullable(tokens.get(hash));
  }

  @Override
  public synchronized List<Token> tokensOf(String person) {
    return tokens.values().stream()
        .filter(token -> person.equals(token.principal().person()))
        .sorted(Comparator.comparing(Token::createdAt).reversed().thenComparing(Token::hash))
        .toList();
  }

  @Override
  public synchronized boolean deleteToken(String hash) {
    tokenRevision++;
    return tokens.remove(hash) != null;
  }
}
