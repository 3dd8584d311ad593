namespace CaregiverSignal.Import;

/// <summary>All that the four files of a folder have of one person, in the order of the files.</summary>
public sealed record PersonRows(
    PersonRow Person,
    IReadOnlyList<AskedRow> Asked,
    IReadOnlyList<AnswerRow> Answers,
    IReadOnlyList<EventRow> Events
);
