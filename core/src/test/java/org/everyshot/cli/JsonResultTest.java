package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonResultTest {
  @Test
  void valuesOfEveryKindAreOneLineOfJson() {
    var result =
        new JsonResult("shake")
            .put("shots", 12L)
            .put("rate", 1.5)
            .put("text", "a \"b\"\nc")
            .put("flag", true)
            .put("none", null)
            .put("numbers", new double[] {1, Double.NaN, Double.POSITIVE_INFINITY})
            .put("map", Map.of("reason", 3))
            .put("files", List.of(Path.of("/x/../y")));
    assertEquals(
        "{\"verb\":\"shake\",\"shots\":12,\"rate\":1.5,\"text\":\"a \\\"b\\\"\\n"
            + "c\",\"flag\":true,"
            + "\"none\":null,\"numbers\":[1.0,null,null],\"map\":{\"reason\":3},\"files\":[\"/y\"]}",
        result.line());
  }
}
