package dev.gatehold.server.floor;

import dev.gatehold.core.flow.Floor;
import dev.gatehold.engine.flow.FloorSource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/floors")
@Tag(name = "floors")
class FloorController {
  private final FloorSource floors;

  FloorController(FloorSource floors) {
    this.floors = floors;
  }

  /**
   * A rule above all flows.
   *
   * @param requires in words for people
   */
  record FloorItem(String name, String title, Binds binds, String requires) {}

  /** Which steps it binds: those to which all lists apply; an empty list applies to everything. */
  record Binds(List<String> flows, List<String> tags, List<String> steps, List<String> hosts) {}

  record FloorList(List<FloorItem> items) {}

  @Operation(summary = "List the floors: rules that flows may strengthen and never weaken")
  @GetMapping
  FloorList list() {
    return new FloorList(floors.current().stream().map(FloorController::item).toList());
  }

  private static FloorItem item(Floor floor) {
    Floor.Binding binds = floor.binds();
    return new FloorItem(
        floor.name(),
        floor.title(),
        new Binds(binds.flows(), binds.tags(), binds.steps(), binds.hosts()),
        RequiresText.of(floor.requires()));
  }
}
