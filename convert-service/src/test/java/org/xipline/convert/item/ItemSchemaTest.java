package org.xipline.convert.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/** The published schemas and the parser say the same of the same documents. */
class ItemSchemaTest {
  private static final String BEYOND_SCHEMA = "beyond-schema-";
  private static final Schema JSON_SCHEMA = jsonSchema();
  private static final javax.xml.validation.Schema XML_SCHEMA = xmlSchema();

  @ParameterizedTest
  @MethodSource("validExamples")
  void shouldAcceptValidExamples(Path file) throws IOException {
    // When
    boolean accepted = isValid(file);

    // Then
    assertThat(accepted).isTrue();
    assertThat(ItemExamples.parse(file)).isInstanceOf(ParsedItem.Parsed.class);
  }

  @ParameterizedTest
  @MethodSource("invalidExamples")
  void shouldRefuseInvalidExamples(Path file) throws IOException {
    // When
    boolean accepted = isValid(file);

    // Then
    assertThat(accepted).isEqualTo(file.getFileName().toString().startsWith(BEYOND_SCHEMA));
    assertThat(ItemExamples.parse(file)).isInstanceOf(ParsedItem.Malformed.class);
  }

  static List<Path> validExamples() {
    return examples("valid");
  }

  static List<Path> invalidExamples() {
    return examples("invalid");
  }

  private static List<Path> examples(String folder) {
    List<Path> json = ItemExamples.in(folder, ".json");
    List<Path> xml = ItemExamples.in(folder, ".xml");
    return Stream.concat(json.stream(), xml.stream()).toList();
  }

  private static boolean isValid(Path file) throws IOException {
    return file.toString().endsWith(".json") ? isValidJson(file) : isValidXml(file);
  }

  private static boolean isValidJson(Path file) throws IOException {
    String document = Files.readString(file).replace("\uFEFF", "");
    return JSON_SCHEMA.validate(document, InputFormat.JSON).isEmpty();
  }

  private static boolean isValidXml(Path file) throws IOException {
    Validator validator = XML_SCHEMA.newValidator();
    try {
      validator.validate(new StreamSource(file.toFile()));
      return true;
    } catch (SAXException _) {
      return false;
    }
  }

  private static Schema jsonSchema() {
    try (InputStream schema = resource("item.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(schema, InputFormat.JSON);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static javax.xml.validation.Schema xmlSchema() {
    try (InputStream schema = resource("item.xsd")) {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(new StreamSource(schema));
    } catch (IOException | SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        ItemSchemaTest.class.getResourceAsStream("/org/xipline/schemas/item/" + name));
  }
}
