package org.xipline.runtime.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureLocationTest {
  private static final Map<String, String> CONNECTION =
      Map.of("AZURE_STORAGE_CONNECTION_STRING", "UseDevelopmentStorage=true");

  @Test
  void shouldTakeContainerAndPrefixWithAConnectionString() {
    // When
    AzureLocation location = AzureLocation.parse("azure:archives/in/day", CONNECTION);

    // Then
    assertThat(location.container()).isEqualTo("archives");
    assertThat(location.prefix()).isEqualTo("in/day/");
    assertThat(location.access())
        .isEqualTo(new AzureAccess.ConnectionString("UseDevelopmentStorage=true"));
  }

  @Test
  void shouldTakeASecretFromAFile(@TempDir Path directory) throws IOException {
    // Given
    String variable = "AZURE_STORAGE_CONNECTION_STRING_FILE";
    Path file = Files.writeString(directory.resolve("secret"), "UseDevelopmentStorage=true\n");

    // When
    AzureLocation location =
        AzureLocation.parse("azure:archives", Map.of(variable, file.toString()));

    // Then
    assertThat(location.access())
        .isEqualTo(new AzureAccess.ConnectionString("UseDevelopmentStorage=true"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AzureLocation.parse("azure:archives", Map.of(variable, file + "x")))
        .withMessageContaining(variable + ": cannot read");
  }

  @Test
  void shouldUseTheDefaultIdentityForAnAddressWithoutSignature() {
    // When
    AzureLocation location =
        AzureLocation.parse("azure:https://firm.blob.core.windows.net/archives/in/", Map.of());

    // Then
    assertThat(location)
        .isEqualTo(
            new AzureLocation(
                "archives",
                "in/",
                new AzureAccess.DefaultIdentity("https://firm.blob.core.windows.net")));
  }

  @Test
  void shouldTakeTheSignatureFromTheAddressBeforeTheOneFromTheEnvironment() {
    // Given
    String signed = "azure:http://127.0.0.1:10000/firm/archives?sv=2025-01-05&sr=c&sig=abc%3D";

    // When
    AzureLocation location =
        AzureLocation.parse(signed, Map.of("AZURE_STORAGE_SAS_TOKEN", "?sig=other"));

    // Then
    assertThat(location.container()).isEqualTo("archives");
    assertThat(location.access())
        .isInstanceOfSatisfying(
            AzureAccess.SharedAccessSignature.class,
            access -> {
              assertThat(access.endpoint()).isEqualTo("http://127.0.0.1:10000/firm");
              assertThat(access.token()).contains("sig=abc%3D");
            });
  }

  @Test
  void shouldFindASignatureInTheEnvironment() {
    // When
    AzureLocation location =
        AzureLocation.parse(
            "azure:https://firm.blob.core.windows.net/archives",
            Map.of("AZURE_STORAGE_SAS_TOKEN", "?sig=other"));

    // Then
    assertThat(location.access())
        .isEqualTo(
            new AzureAccess.SharedAccessSignature(
                "https://firm.blob.core.windows.net", "sig=other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "azure:archives",
        "azure:",
        "archives",
        "azure:https://firm.blob.core.windows.net"
      })
  void shouldSayWhatToWriteInPlaceOfALocationThatIsNone(String location) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AzureLocation.parse(location, Map.of()))
        .withMessageContaining("azure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"azure:Archives", "azure:a", "azure:a--b", "azure:-ab"})
  void shouldRefuseWhatIsNoContainersName(String location) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AzureLocation.parse(location, CONNECTION))
        .withMessageContaining("container");
  }

  @Test
  void shouldShowNoSecret() {
    // Given
    AzureLocation named =
        AzureLocation.parse(
            "azure:archives", Map.of("AZURE_STORAGE_CONNECTION_STRING", "AccountKey=hidden"));
    AzureLocation signed =
        AzureLocation.parse(
            "azure:https://firm.blob.core.windows.net/archives?sig=hidden", Map.of());

    // When, then
    assertThat(named.toString() + signed).doesNotContain("hidden");
  }
}
