package org.xipline.convert.item;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a document holds where a {@link Shape} expects something. */
sealed interface Value {

  /** Where it begins. */
  Place place();

  record Text(String text, Place place) implements Value {}

  /** Filled while it is read: a property is there once it has been read to its end. */
  record Group(Map<String, Value> properties, Place place) implements Value {
    static Group at(Place place) {
      return new Group(new HashMap<>(), place);
    }
  }

  /** Filled while it is read. */
  record Many(List<Value> elements, Place place) implements Value {
    static Many at(Place place) {
      return new Many(new ArrayList<>(), place);
    }
  }

  /** Something is there, but not what it should be; the findings say what is wrong. */
  record Unreadable(Place place) implements Value {}

  /** A place in a document; both count from 1. */
  record Place(int line, int column) {
    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }
  }
}
