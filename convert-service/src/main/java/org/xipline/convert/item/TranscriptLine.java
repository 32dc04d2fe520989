package org.xipline.convert.item;

import java.time.OffsetDateTime;
import org.xipline.convert.address.Person;

/** One line of a transcript: who said what, and when. */
public record TranscriptLine(OffsetDateTime sent, Person from, Body said) {}
