package dev.gatehold.cli.flow;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.language.FloorReader;
import dev.gatehold.language.FloorReading;
import dev.gatehold.language.Names;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The floors of a folder, found and read as a server does it.
 *
 * @param reports one for each file, in the order of their names
 * @param floors of the files without an error
 */
record FloorFiles(List<Report> reports, List<Floor> floors) {
  FloorFiles {
    reports = List.copyOf(reports);
    floors = List.copyOf(floors);
  }

  static FloorFiles read(Cli cli, String folder) {
    FloorReader reader = new FloorReader();
    List<Report> reports = new ArrayList<>();
    List<Floor> floors = new ArrayList<>();
    Map<String, String> files = new HashMap<>();
    for (String name : names(cli, folder)) {
      FlowFile file = FlowFile.read(cli, name);
      FloorReading reading = reader.read(name, file.source(), Names.UNKNOWN);
      reports.add(Report.of(name, reading));
      Floor floor = reading.floor();
      if (floor != null) {
        requireNew(floor.name(), files.putIfAbsent(floor.name(), name), name);
        floors.add(floor);
      }
    }
    return new FloorFiles(reports, floors);
  }

  private static TreeSet<String> names(Cli cli, String folder) {
    TreeSet<String> names = new TreeSet<>();
    Path path = cli.environment().path(folder);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "*.yaml")) {
      found.forEach(file -> names.add(Path.of(folder).resolve(file.getFileName()).toString()));
      return names;
    } catch (IOException e) {
      CliException error =
          new CliException(
              ExitCode.USAGE,
              "file.unusable",
              "Expected a folder of floor files at '" + folder + "', but it cannot be read.",
              Next.say("Check the path: it is taken from the folder you are in."));
      error.initCause(e);
      throw error;
    }
  }

  private static void requireNew(String floor, @Nullable String other, String file) {
    if (other != null) {
      throw new CliException(
          ExitCode.USAGE,
          "floors.invalid",
          "Expected each floor to have a name of its own, but '"
              + floor
              + "' stands in "
              + other
              + " and in "
              + file
              + ".",
          Next.say("Rename one of them."));
    }
  }
}
