using CaregiverSignal.Questionnaires;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Answers;

/// <summary>The two questions about help: answers to be read and to begin a call with; no rule looks at them.</summary>
public static class Wishes
{
    public const string Instrument = "wishes";
    public const string Wish = "wish";
    public const string Barrier = "barrier";

    /// <summary>Everything that was said, newest first; a skipped question has no line.</summary>
    public static IReadOnlyList<SaidOfHelp> Of(Transaction transaction, long caregiverId, Instruments instruments) =>
        [
            .. AnswerTable
                .Newest(transaction, caregiverId, Instrument)
                .Select(answer => ToSaid(answer, instruments.Get(Instrument, answer.Version))),
        ];

    private static SaidOfHelp ToSaid(DatedAnswer answer, Instrument instrument) =>
        new(
            answer.AnsweredOn,
            answer.Item,
            answer.Value,
            instrument.Item(answer.Item)!.Codes.First(code => code.Value == answer.Value).Label.Nl
        );
}

/// <summary>One answer about help.</summary>
/// <param name="Item"><see cref="Wishes.Wish"/> or <see cref="Wishes.Barrier"/>.</param>
/// <param name="Answer">In the words that were chosen.</param>
public sealed record SaidOfHelp(DateOnly Day, string Item, int Code, string Answer)
{
    /// <summary>Null when it is no wish.</summary>
    public HelpWish? Wish => Item == Wishes.Wish && Enum.IsDefined((HelpWish)Code) ? (HelpWish)Code : null;

    /// <summary>Null when it is no barrier.</summary>
    public HelpBarrier? Barrier =>
        Item == Wishes.Barrier && Enum.IsDefined((HelpBarrier)Code) ? (HelpBarrier)Code : null;
}
