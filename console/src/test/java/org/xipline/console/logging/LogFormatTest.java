package org.xipline.console.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogFormatTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final LoggerContext context = new LoggerContext();

  @Test
  void shouldWriteAnObjectOnALine() {
    // Given
    ILoggingEvent event = event();

    // When
    String line = new String(LogFormat.JSON.encoder(context).encode(event), UTF_8);

    // Then
    assertThat(line).endsWith("\n");
    assertThat(line.strip()).doesNotContain("\n");
    JsonNode object = MAPPER.readTree(line);
    assertThat(object.get("timestamp").asLong()).isPositive();
    assertThat(object.get("level").asString()).isEqualTo("WARN");
    assertThat(object.get("loggerName").asString()).isEqualTo("org.xipline.Test");
    assertThat(object.get("formattedMessage").asString()).isEqualTo("3 \"things\"\nfailed");
    assertThat(object.at("/kvpList/0/archiveId").asString()).isEqualTo("ab12");
    assertThat(object.at("/throwable/className").asString()).isEqualTo("java.io.IOException");
    assertThat(object.at("/throwable/message").asString()).isEqualTo("full");
  }

  @Test
  void shouldWriteALineForPeople() {
    assertThat(new String(LogFormat.TEXT.encoder(context).encode(event()), UTF_8))
        .containsPattern("^\\d{4}-.*Z WARN +org.xipline.Test 3 \"things\"")
        .contains("archiveId=\"ab12\"");
  }

  private ILoggingEvent event() {
    Logger logger = context.getLogger("org.xipline.Test");
    var events = new ListAppender<ILoggingEvent>();
    events.start();
    logger.addAppender(events);
    logger
        .atWarn()
        .addKeyValue("archiveId", "ab12")
        .setCause(new IOException("full"))
        .log("{} \"things\"\nfailed", 3);
    return events.list.getFirst();
  }
}
