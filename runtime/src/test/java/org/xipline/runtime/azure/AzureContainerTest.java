package org.xipline.runtime.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
class AzureContainerTest {

  @Test
  void shouldCreateTheContainerWhereItIsAbsent(Azurite azurite) throws IOException {
    // When
    AzureContainer container = AzureContainer.open("azure:made-here/in", azurite.environment());

    // Then
    assertThat(container.client().exists()).isTrue();
    assertThat(container.url()).isEqualTo(azurite.endpoint() + "/made-here/in/");
  }

  @Test
  void shouldWorkWithASignatureForTheContainersBlobsAlone(Azurite azurite) throws IOException {
    // Given
    String token = signature(azurite, OffsetDateTime.now().plusHours(1));

    // When
    AzureContainer container =
        AzureContainer.open("azure:" + azurite.endpoint() + "/signed?" + token, Map.of());

    // Then
    assertThat(container.client().getBlobClient("absent").exists()).isFalse();
    assertThat(container.url()).doesNotContain("sig=");
  }

  @Test
  void shouldSayThatASignatureMayHaveEnded(Azurite azurite) throws IOException {
    // Given
    String token = signature(azurite, OffsetDateTime.now().minusHours(1));

    // When, then
    assertThatThrownBy(
            () -> AzureContainer.open("azure:" + azurite.endpoint() + "/signed?" + token, Map.of()))
        .isInstanceOf(AzureStorageException.class)
        .hasMessageContaining("cannot open " + azurite.endpoint() + "/signed: 403")
        .hasMessageContaining("may have expired");
  }

  @Test
  void shouldSayWhereNobodyAnswers() throws IOException {
    // Given
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    AzureLocation nowhere =
        AzureLocation.parse("azure:http://127.0.0.1:" + port + "/firm/archives?sig=abc", Map.of());
    var once =
        new AzureRequests(1, Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofMillis(1));

    // When, then
    assertThatThrownBy(() -> AzureContainer.open(nowhere, once))
        .isInstanceOf(AzureStorageException.class)
        .hasMessageContaining("127.0.0.1:" + port + "/firm/archives: no answer");
  }

  private static String signature(Azurite azurite, OffsetDateTime end) throws IOException {
    AzureContainer whole = AzureContainer.open("azure:signed", azurite.environment());
    var permission =
        new BlobContainerSasPermission()
            .setReadPermission(true)
            .setListPermission(true)
            .setCreatePermission(true)
            .setDeletePermission(true);
    return whole.client().generateSas(new BlobServiceSasSignatureValues(end, permission));
  }
}
