using CaregiverSignal.Storage;

namespace CaregiverSignal.Questionnaires;

/// <summary>All SQL on the questionnaire table: which versions were answered, and what their file was then.</summary>
public static class QuestionnaireTable
{
    public static void MarkUsed(Work work, Instrument instrument, DateTimeOffset at) => work.Change("""
        insert into questionnaire (instrument, version, hash, first_used_at) values (@Key, @Version, @Hash, @at)
        on conflict (instrument, version) do nothing
        """, new { instrument.Key, instrument.Version, instrument.Hash, at });

    /// <summary>Answered versions whose file is another one now, or is gone.</summary>
    public static IReadOnlyList<string> Changed(Work work, Instruments instruments) => [.. work.All<UsedQuestionnaire>("""
        select instrument, version, hash from questionnaire order by instrument, version
        """)
        .Where(used => instruments.All.FirstOrDefault(one => one.Key == used.Instrument && one.Version == used.Version)?.Hash != used.Hash)
        .Select(used => $"{used.Instrument}-v{used.Version}")];
}

public sealed record UsedQuestionnaire
{
    public string Instrument { get; init; } = "";

    public int Version { get; init; }

    public string Hash { get; init; } = "";
}
