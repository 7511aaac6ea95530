package dev.gatehold.server.directory;

import dev.gatehold.engine.store.PeopleStore.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who is behind each account. The people file's word goes first; a claim that another person's id
 * or an earlier claim contradicts is dropped and written down.
 */
final class Claims {
  private final Set<String> inFile;
  private final Map<String, String> owners = new TreeMap<>();
  private final List<String> dropped = new ArrayList<>();

  Claims(Roster file, Roster stored) {
    inFile = file.accounts().stream().map(Account::id).collect(Collectors.toSet());
    file.accounts().forEach(this::claim);
    stored.accounts().stream()
        .filter(account -> !inFile.contains(account.id()))
        .forEach(this::claim);
  }

  private void claim(Account account) {
    for (String other : new TreeSet<>(account.ties().accounts())) {
      String person = personBehind(account.id());
      if (inFile.contains(other) || owners.containsKey(other)) {
        if (!personBehind(other).equals(person)) {
          dropped.add(
              "Expected account '"
                  + other
                  + "' to be free for '"
                  + account.id()
                  + "', but it belongs to '"
                  + personBehind(other)
                  + "'; it stays there.");
        }
      } else if (!other.equals(person)) {
        owners.put(other, person);
      }
    }
  }

  /** The person behind an account; the id itself when nobody claims it. */
  String personBehind(String account) {
    String owner = owners.get(account);
    return owner == null ? account : personBehind(owner);
  }

  /** The accounts that have another person behind them. */
  Set<String> claimed() {
    return owners.keySet();
  }

  /** A sentence for each claim that does not hold. */
  List<String> dropped() {
    return dropped;
  }
}
