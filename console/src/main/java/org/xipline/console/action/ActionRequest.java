package org.xipline.console.action;

import java.util.List;
import java.util.Map;
import org.xipline.schemas.record.ActionStarted;

/**
 * What an operator wants done.
 *
 * @param object what it is done to, in words
 * @param by a name
 * @param why the operator's reason, for auditors
 * @param elements of the selection, one line each; effects follow their order
 * @param replaySequence orders attempts of one pair; 0 where the action is no replay
 * @param parameters what effects need beside the selection
 */
public record ActionRequest(
    String id,
    String object,
    String by,
    String why,
    List<String> elements,
    long replaySequence,
    Map<String, String> parameters) {

  public ActionRequest {
    elements = List.copyOf(elements);
    parameters = Map.copyOf(parameters);
  }

  ActionStarted started(String kind, ConsoleProcess process, StagedSelection selection) {
    return ActionStarted.newBuilder()
        .setActor(Actors.atCommandLine(process, by))
        .setKind(kind)
        .setObject(object)
        .setWhy(why)
        .setSelected(selection.count())
        .setSelectionSha256(selection.sha256().toByteString())
        .setSelectionKey(selection.key().value())
        .setReplaySequence(replaySequence)
        .putAllParameters(parameters)
        .build();
  }
}
