namespace CaregiverSignal.Import;

/// <summary>All rows about one person in the four files of a folder, in the order of the files.</summary>
public sealed record PersonRows(
    PersonRow Person,
    IReadOnlyList<AskedRow> Asked,
    IReadOnlyList<AnswerRow> Answers,
    IReadOnlyList<EventRow> Events
);
