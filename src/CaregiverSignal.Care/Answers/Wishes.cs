using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Answers;

/// <summary>The questions about help: to be read, and to open a call with. The rules use only whether somebody takes
/// over.</summary>
public static class Wishes
{
    public const string Instrument = "wishes";
    public const string Wish = "wish";
    public const string Barrier = "barrier";

    /// <summary>Whether somebody can take over for half a day (domain.md R-08).</summary>
    public const string TakeOver = "take-over";

    /// <summary>Whether professionals listen, and their help fits (domain.md R-11).</summary>
    public const string Professionals = "professionals";

    /// <summary>All the answers, newest first; a skipped question has none.</summary>
    internal static async Task<IReadOnlyList<SaidOfHelp>> Of(
        Transaction transaction,
        long caregiverId,
        Instruments instruments
    ) =>
        [
            .. (await AnswerTable.Newest(transaction, caregiverId, Instrument)).Select(answer =>
                ToSaid(answer, instruments.Get(Instrument, answer.Version))
            ),
        ];

    private static SaidOfHelp ToSaid(DatedAnswer answer, Instrument instrument) =>
        new(
            answer.AnsweredOn,
            answer.Item,
            answer.Value,
            instrument.Item(answer.Item)!.Codes.First(code => code.Value == answer.Value).Label.Here
        );
}

/// <summary>One answer about help.</summary>
/// <param name="Item">The key of one of the questions.</param>
/// <param name="Answer">The chosen answer in words.</param>
public sealed record SaidOfHelp(DateOnly Day, string Item, int Code, string Answer)
{
    /// <summary>Null for another question.</summary>
    public HelpWish? Wish => Item == Wishes.Wish && Enum.IsDefined((HelpWish)Code) ? (HelpWish)Code : null;

    /// <summary>Null for another question.</summary>
    public HelpBarrier? Barrier =>
        Item == Wishes.Barrier && Enum.IsDefined((HelpBarrier)Code) ? (HelpBarrier)Code : null;
}
