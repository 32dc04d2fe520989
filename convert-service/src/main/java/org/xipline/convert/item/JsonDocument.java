package org.xipline.convert.item;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xipline.convert.item.Value.Place;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON document by shape, streaming. UTF-8, strictly; a byte order mark is allowed. */
final class JsonDocument {
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int MAX_DEPTH = 100;

  /** Names of its classes and features, and advice to whoever programs it. */
  private static final Pattern PARSER_INTERNALS =
      Pattern.compile(
          ", from `[^`]*`"
              + "|: enable `[^`]*` to allow"
              + "| \\(start marker at \\[Source: [^\\]]*\\]\\)"
              + "| \\(not recognized as one since Feature '[^']*' not enabled for parser\\)");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(ReadingBudget.MAX_TEXT)
                  .maxDocumentLength(-1)
                  .build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private final JsonParser parser;
  private final DocumentProblems findings;
  private final ReadingBudget budget = new ReadingBudget();

  private JsonDocument(JsonParser parser, DocumentProblems findings) {
    this.parser = parser;
    this.findings = findings;
  }

  /**
   * Fills {@code root}; what has been read stays there when the document breaks off.
   *
   * @throws UnreadableDocumentException if it is no JSON object, or too large to hold
   * @throws IOException if the stream fails
   */
  static void read(
      DocumentStream in, Shape.Group shape, Value.Group root, DocumentProblems findings)
      throws IOException, UnreadableDocumentException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), decoded(in))) {
      new JsonDocument(parser, findings).readRoot(shape, root);
    } catch (CharacterCodingException _) {
      throw notUtf8();
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  private static Reader decoded(DocumentStream in) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private static UnreadableDocumentException unreadable(JacksonException e) throws IOException {
    return switch (e.getCause()) {
      case CharacterCodingException _ -> notUtf8();
      case IOException io -> throw io;
      case null, default ->
          new UnreadableDocumentException(kind(e) + ": " + complaint(e) + at(e.getLocation()));
    };
  }

  private static String kind(JacksonException e) {
    return e instanceof StreamConstraintsException ? "too large to read" : "not valid JSON";
  }

  /** What the parser says, without what it says about itself. */
  private static String complaint(JacksonException e) {
    return PARSER_INTERNALS.matcher(e.getOriginalMessage()).replaceAll("");
  }

  private static String at(TokenStreamLocation location) {
    return location == null ? "" : " (" + place(location) + ")";
  }

  private static UnreadableDocumentException notUtf8() {
    return new UnreadableDocumentException("not valid JSON: the document is not UTF-8");
  }

  private void readRoot(Shape.Group shape, Value.Group root) throws UnreadableDocumentException {
    JsonToken token = parser.nextToken();
    if (token != JsonToken.START_OBJECT) {
      throw new UnreadableDocumentException(
          token == null ? "the document is empty" : "the document is not a JSON object");
    }
    readProperties(shape, root, "");
    if (parser.nextToken() != null) {
      throw new UnreadableDocumentException(
          "the JSON object is followed by other content (" + here() + ")");
    }
  }

  private void readProperties(Shape.Group shape, Value.Group group, String path)
      throws UnreadableDocumentException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      Shape known = shape.properties().get(name);
      if (known == null) {
        findings.ignore();
        parser.skipChildren();
      } else {
        readProperty(known, group, name, path + name);
      }
    }
  }

  private void readProperty(Shape shape, Value.Group group, String name, String path)
      throws UnreadableDocumentException {
    Place place = here();
    if (group.properties().containsKey(name)) {
      findings.problem(path + " occurs twice (" + place + ")");
      parser.skipChildren();
      group.properties().put(name, new Value.Unreadable(place));
      return;
    }
    Optional<Value> value = readValue(shape, path);
    value.ifPresent(read -> group.properties().put(name, read));
  }

  /** Empty for null, which is as good as absent. */
  private Optional<Value> readValue(Shape shape, String path) throws UnreadableDocumentException {
    budget.chargeValue();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    return Optional.of(
        switch (shape) {
          case Shape.Text _ when token == JsonToken.VALUE_STRING -> readText();
          case Shape.Group group when token == JsonToken.START_OBJECT -> readGroup(group, path);
          case Shape.Many many when token == JsonToken.START_ARRAY -> readMany(many, path);
          default -> wrongType(shape, path);
        });
  }

  private Value readText() throws UnreadableDocumentException {
    Place place = here();
    String text = parser.getString();
    budget.chargeText(text.length());
    return new Value.Text(text, place);
  }

  private Value readGroup(Shape.Group shape, String path) throws UnreadableDocumentException {
    Value.Group group = Value.Group.at(here());
    readProperties(shape, group, path + ".");
    return group;
  }

  private Value readMany(Shape.Many shape, String path) throws UnreadableDocumentException {
    Value.Many many = Value.Many.at(here());
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String element = path + "[" + many.elements().size() + "]";
      many.elements().add(readValue(shape.element(), element).orElseGet(() -> isNull(element)));
    }
    return many;
  }

  private Value isNull(String path) {
    findings.problem(path + " is null (" + here() + ")");
    return new Value.Unreadable(here());
  }

  private Value wrongType(Shape shape, String path) {
    Place place = here();
    findings.problem(path + " is no " + name(shape) + " (" + place + ")");
    parser.skipChildren();
    return new Value.Unreadable(place);
  }

  private static String name(Shape shape) {
    return switch (shape) {
      case Shape.Text _ -> "string";
      case Shape.Group _ -> "object";
      case Shape.Many _ -> "list";
    };
  }

  private Place here() {
    return place(parser.currentTokenLocation());
  }

  private static Place place(TokenStreamLocation location) {
    return new Place(location.getLineNr(), location.getColumnNr());
  }
}
