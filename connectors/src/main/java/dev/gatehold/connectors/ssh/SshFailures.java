package dev.gatehold.connectors.ssh;

import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Durations;
import dev.gatehold.engine.Environment;
import java.time.Duration;
import java.util.Set;

/**
 * Everything that can go wrong with a command on another machine, in the words that people read.
 */
final class SshFailures {
  private SshFailures() {}

  static SshFailure parameters(String expected, String found) {
    return lasting(
        "ssh.parameters", expected, found, "Correct the step in the flow file and make a release");
  }

  static SshFailure unknownConnection(String name, Set<String> known) {
    return lasting(
        "ssh.unknown_connection",
        "a connection '" + name + "'",
        "this server has "
            + (known.isEmpty() ? "none for ssh" : "only " + String.join(", ", known)),
        "Ask the operator to declare it in connections.yaml");
  }

  static SshFailure environment(String name, Environment here) {
    return lasting(
        "ssh.environment",
        "connection '" + name + "' to be there for " + here.word() + " runs",
        "it is not",
        here == Environment.STAGING
            ? "This is a run of a draft: release the flow, or ask the operator to allow staging"
            : "Ask the operator to allow live");
  }

  static SshFailure key(SshConnection connection, String found) {
    return lasting(
        "ssh.key",
        "to read the private key of connection '" + connection.name() + "'",
        found,
        "Ask the operator to mend it");
  }

  static SshFailure unknownHost(SshConnection to) {
    return passing(
        "ssh.unknown_host",
        "to find the address of '" + to.host() + "'",
        "it has none, or the name service does not answer",
        "Look at the host in connections.yaml and at the server's name service");
  }

  static SshFailure refused(SshConnection to, String fact) {
    return passing(
        "ssh.refused",
        "to connect to " + to.address(),
        fact,
        "See that its SSH server runs and can be reached from this server");
  }

  static SshFailure silent(SshConnection to, Duration limit) {
    return passing(
        "ssh.no_answer",
        to.address() + " to let this server in within " + Durations.format(limit),
        "it did not",
        "See that the port is that of an SSH server, and why it is slow");
  }

  static SshFailure hostKey(SshConnection to, HostKey found) {
    return lasting(
        "ssh.host_key",
        to.address() + " to have the host key " + to.hostKey().text(),
        "it showed " + found.text(),
        "Nothing was sent. If the machine was set up anew, compare the fingerprint on the machine"
            + " itself and have the operator pin the new key; otherwise somebody else may answer in"
            + " its place");
  }

  static SshFailure algorithms(SshConnection to, String fact) {
    return lasting(
        "ssh.algorithms",
        "to agree on modern algorithms with " + to.address(),
        "there are none that both have: " + fact,
        "Bring its SSH server up to date");
  }

  static SshFailure authentication(SshConnection to, String fingerprint) {
    return lasting(
        "ssh.authentication",
        to.address() + " to accept the key " + fingerprint + " of connection '" + to.name() + "'",
        "it did not",
        "Add the public key to the account's authorized_keys over there");
  }

  static SshFailure cutBefore(SshConnection to, String fact) {
    return passing(
        "ssh.lost",
        "to begin the command on " + to.address(),
        "the connection ended before: " + fact,
        "Nothing was begun. See why the machine, or something on the way, ends connections");
  }

  static SshFailure cutAmid(SshConnection to, String ended) {
    return passing(
        "ssh.lost",
        "to hear how the command on " + to.address() + " ended",
        "the connection was lost before that, and the command "
            + (ended.isEmpty() ? "was then ended" : ended),
        "Look what it did before it is run again; give long commands 'detach: true'");
  }

  static SshFailure outOfReach(SshConnection to, Duration patience) {
    return passing(
        "ssh.lost",
        "to reach " + to.address() + " again, where the detached command may still run",
        "for " + Durations.format(patience) + " it could not be",
        "Look on the machine what became of the command before it is run again");
  }

  static SshFailure unprepared(SshConnection to, String said) {
    return passing(
        "ssh.prepare",
        "to prepare a folder for the command in the home of " + to.address(),
        said.isEmpty() ? "it did not work" : "it did not work:\n" + said + "\n",
        "Nothing was begun. See that the account has a home with space and /bin/sh as a shell");
  }

  static SshFailure timeout(
      SshConnection to, Duration limit, String ended, String tail, Digest log) {
    return passing(
        "ssh.timeout",
        "the command on " + to.address() + " to end within " + Durations.format(limit),
        "it did not, and " + ended + (tail.isEmpty() ? "" : said(tail)),
        seeLog(log));
  }

  static SshFailure exit(SshConnection to, int exit, String tail, Digest log) {
    return passing(
        "ssh.exit",
        "the command on " + to.address() + " to exit with 0",
        "it exited with " + exit + said(tail),
        seeLog(log));
  }

  static SshFailure signal(SshConnection to, String signal, String tail, Digest log) {
    return passing(
        "ssh.signal",
        "the command on " + to.address() + " to exit",
        "it was killed by signal " + signal + said(tail),
        seeLog(log));
  }

  static SshFailure died(SshConnection to, String tail, Digest log) {
    return passing(
        "ssh.died",
        "the detached command on " + to.address() + " to leave an exit code",
        "it is gone without one: the machine was started anew, or all of its processes were killed"
            + said(tail),
        seeLog(log));
  }

  static SshFailure stopped(SshConnection to, String fact) {
    return passing(
        "ssh.stopped",
        "the detached command on " + to.address() + " to be there",
        fact,
        "Look what it did before it is run again");
  }

  static SshFailure output(String fact) {
    return lasting(
        "ssh.output",
        "the command to leave one JSON object in the file that GATEHOLD_OUTPUT names",
        fact,
        "Correct what the command writes");
  }

  static SshFailure io(String what) {
    return passing(
        "ssh.io",
        "to " + what,
        "it did not work",
        "See that the server's disk has space and its folders can be used");
  }

  private static String said(String tail) {
    return tail.isEmpty() ? " and said nothing" : ":\n" + tail + "\n";
  }

  private static String seeLog(Digest log) {
    return "See the log " + log + " for all of its output";
  }

  private static SshFailure lasting(String code, String expected, String found, String next) {
    return new SshFailure(code, expected, found, next, false);
  }

  private static SshFailure passing(String code, String expected, String found, String next) {
    return new SshFailure(code, expected, found, next, true);
  }
}
