package org.xipline.ingest.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When two locations are one drop. */
class DropsTest {
  private static final String CONNECTION_STRING =
      "DefaultEndpointsProtocol=https;AccountName=firm;AccountKey=a2V5;EndpointSuffix=core.windows.net";

  @TempDir private Path directory;

  private final Drops drops =
      new Drops(Map.of("AZURE_STORAGE_CONNECTION_STRING", CONNECTION_STRING));

  @BeforeEach
  void link() throws IOException {
    Files.createDirectories(directory.resolve("real/desk"));
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
  }

  private String overlap(String one, String other) {
    return drops.placeOf(one).overlap(drops.placeOf(other)).orElse("");
  }

  private String in(String path) {
    return "directory:" + directory + "/" + path;
  }

  @Test
  void shouldSeeThroughEveryWayToWriteADirectory() {
    for (String same :
        new String[] {
          "real/desk", "real/desk/", "real//desk/.", "real/other/../desk", "link/desk", "link/desk/"
        }) {
      assertThat(overlap(in(same), in("real/desk"))).as(same).isEqualTo("is the same location as");
    }
    assertThat(overlap(in("link/later/x"), in("real/later/x"))).as("not there yet").isNotEmpty();
    assertThat(overlap(in("real"), in("real/desk"))).as("folders are left alone").isEmpty();
    assertThat(overlap(in("real/desk2"), in("real/desk"))).isEmpty();
  }

  @Test
  void shouldKnowTheFoldersThatXiplineFills() {
    assertThat(overlap(in("link/desk/imported"), in("real/desk")))
        .isEqualTo("is in the folder imported of");
    assertThat(overlap(in("real/desk/quarantine/x"), in("real/desk")))
        .isEqualTo("is in the folder quarantine of");
    assertThat(overlap(in("real/desk"), in("real/desk/imported")))
        .isEqualTo("contains, in its folder imported");
  }

  @Test
  void shouldSeeThroughEveryWayToWriteAPlaceInAzure() {
    for (String same :
        new String[] {
          "azure:drops/desk",
          "azure:drops/desk/",
          "azure:https://firm.blob.core.windows.net/drops/desk",
          "azure:https://FIRM.blob.core.windows.net/drops/desk/",
          "azure:http://firm.blob.core.windows.net/drops/desk"
        }) {
      assertThat(overlap(same, "azure:drops/desk")).as(same).isEqualTo("is the same location as");
    }
    assertThat(overlap("azure:drops/desk/imported", "azure:drops/desk")).isNotEmpty();
    assertThat(overlap("azure:drops/imported", "azure:drops")).isNotEmpty();
    assertThat(overlap("azure:drops/Desk", "azure:drops/desk")).isEmpty();
    assertThat(overlap("azure:drops/desk", "azure:drops")).isEmpty();
    assertThat(overlap("azure:https://other.blob.core.windows.net/drops/desk", "azure:drops/desk"))
        .isEmpty();
    assertThat(overlap("azure:drops/desk", in("drops/desk"))).isEmpty();
  }

  @Test
  void shouldCompareWhatNamesNoAccountWhereNoneIsKnown() {
    var unknowing = new Drops(Map.of());
    assertThat(unknowing.placeOf("azure:drops/desk/"))
        .isEqualTo(unknowing.placeOf("azure:drops/desk"))
        .isNotEqualTo(unknowing.placeOf("azure:https://firm.blob.core.windows.net/drops/desk"));
  }

  @Test
  void shouldKeepADirectoryByItsWholePath() {
    assertThat(Drops.wholeLocation("directory:drops/../desk"))
        .isEqualTo("directory:" + Path.of("desk").toAbsolutePath());
    assertThat(Drops.wholeLocation("azure:drops/desk")).isEqualTo("azure:drops/desk");
  }
}
