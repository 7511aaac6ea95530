package dev.gatehold.language.expression;

import dev.cel.common.CelOptions;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Set;

/**
 * The one CEL environment of Gatehold: what expressions may name and how far they may go. The same
 * limits hold when a file is checked and when a run evaluates.
 */
final class Cel {
  /** What expressions can see. */
  static final Set<String> VARIABLES = Set.of("input", "steps", "run", "flow", "lap", "event");

  /** How long an expression may be, in code points. */
  static final int MAX_LENGTH = 4_000;

  /** How many steps all comprehensions of one evaluation may take together. */
  static final int MAX_ITERATIONS = 1_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(64)
          .maxParseErrorRecoveryLimit(4)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxRegexProgramSize(2_000)
          .build();

  // 'replace' is left out: chained, it makes a small text grow without bound.
  private static final CelStringExtensions STRINGS =
      CelExtensions.strings(
          Function.JOIN,
          Function.SPLIT,
          Function.SUBSTRING,
          Function.INDEX_OF,
          Function.LOWER_ASCII,
          Function.UPPER_ASCII,
          Function.TRIM);

  static final CelCompiler COMPILER = compiler();

  static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).addLibraries(STRINGS).build();

  private Cel() {}

  private static CelCompiler compiler() {
    var builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(STRINGS);
    MapType object = MapType.create(SimpleType.STRING, SimpleType.DYN);
    VARIABLES.forEach(name -> builder.addVar(name, object));
    return builder.build();
  }
}
