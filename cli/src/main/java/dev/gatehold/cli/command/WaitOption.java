package dev.gatehold.cli.command;

import dev.gatehold.core.value.Durations;
import java.time.Duration;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code --wait} and {@code --wait=30m}: takes the next word only when it is a duration, so that
 * {@code --wait FLOW} means what it says.
 */
public final class WaitOption implements IParameterConsumer {
  /** Without a duration: as long as it takes. */
  public static final Duration UNLIMITED = Duration.ofDays(36_500);

  @Override
  @SuppressWarnings("JdkObsolete") // picocli's interface
  public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
    Duration found = words.isEmpty() ? null : duration(words.peek());
    if (found != null) {
      words.pop();
    }
    option.setValue(found == null ? UNLIMITED : found);
  }

  private static @Nullable Duration duration(String word) {
    try {
      return Durations.parse(word);
    } catch (IllegalArgumentException notDuration) {
      return null;
    }
  }

  /** For options that always take a duration. */
  public static final class Converter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String word) {
      try {
        return Durations.parse(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
