namespace CaregiverSignal.Import;

/// <summary>A folder of CSV files, read and found sound in itself; rows keep their place for faults found later.</summary>
public sealed record ImportFolder(
    IReadOnlyList<PersonRow> People,
    IReadOnlyList<AskedRow> Asked,
    IReadOnlyList<AnswerRow> Answers,
    IReadOnlyList<EventRow> Events);

public readonly record struct Place(string File, int Row)
{
    public Fault Wrong(string column, string message) => new(File, $"row {Row}, column {column}", message);
}

/// <param name="Given">The optional columns that the file has; what it leaves out stays as it is stored.</param>
public sealed record PersonRow(
    Place Place,
    IReadOnlySet<string> Given,
    string Person,
    DateOnly Enrolled,
    string? FirstName,
    string? LastName,
    string? Email,
    string? Phone,
    DateOnly? Born,
    string? Relation,
    int? HoursPerWeek,
    DateOnly? CaringSince,
    bool? LivesTogether,
    bool? Works,
    string? Condition,
    string Channel,
    string Language,
    string? Coordinator,
    string Status);

public sealed record AskedRow(Place Place, string Person, DateOnly Date, IReadOnlyList<string> Instruments);

public sealed record AnswerRow(Place Place, string Person, DateOnly Date, string Instrument, string Item, int Value);

public sealed record EventRow(Place Place, string Person, DateOnly Date, string Kind, string By, string Note);

/// <param name="Date">The day care collapsed.</param>
public sealed record OutcomeRow(Place Place, string Person, DateOnly Date);
