package dev.gatehold.language.expression;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;

/** Types of CEL in the words of people. */
final class CelTypes {
  static final String ANY = "any value";

  private CelTypes() {}

  static boolean canBeTruth(CelType type) {
    return type.kind() == CelKind.BOOL || words(type).equals(ANY);
  }

  static String words(CelType type) {
    return switch (type.kind()) {
      case BOOL -> "true or false";
      case STRING -> "text";
      case INT, UINT -> "a whole number";
      case DOUBLE -> "a number";
      case LIST -> "a list";
      case MAP, STRUCT -> "an object";
      case NULL_TYPE -> "null";
      case TIMESTAMP -> "an instant";
      case DURATION -> "a duration";
      case BYTES -> "bytes";
      case TYPE -> "a type";
      default -> ANY;
    };
  }
}
