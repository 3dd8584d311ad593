using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Answers.Entry;

/// <summary>A stored check-in, as shown to the coordinator who types it in.</summary>
/// <param name="Questions">In the order of the plan, as on paper.</param>
/// <param name="Typed">Null if nobody has typed anything in.</param>
/// <param name="AnsweredOn">By questionnaire, the day that is stored now.</param>
/// <param name="Helps">Help that is running, or on which this check-in has a verdict.</param>
public sealed record EntryState(
    Caregiver Caregiver,
    CheckIn CheckIn,
    EntryWindow Window,
    IReadOnlyList<EntryQuestion> Questions,
    TypedIn? Typed,
    IReadOnlyDictionary<string, DateOnly> AnsweredOn,
    IReadOnlyList<EntryHelp> Helps
)
{
    /// <summary>A short text for the state of the check-in: a form that comes back with another was shown before
    /// something changed.</summary>
    /// <remarks>Of the caregiver's own answers it holds only that they exist, because the form carries it.</remarks>
    public string Mark =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\0',
                        [
                            Window.ToString(),
                            Typed?.Way?.Code(),
                            Typed?.AnsweredOn.ToString("O", CultureInfo.InvariantCulture),
                            CheckIn.OwnWords,
                            CheckIn.CallMe?.Code(),
                            .. Questions.Select(question =>
                                question.IsOwn ? "own" : question.Stored?.ToString(CultureInfo.InvariantCulture)
                            ),
                        ]
                    )
                )
            )
        )[..24];

    /// <summary>The check-ins that may be typed in.</summary>
    public IEnumerable<EntryQuestion> Open => Questions.Where(question => !question.IsOwn);

    /// <summary>The last day on which it can be typed in.</summary>
    public DateOnly LastDay => Window == EntryWindow.Late ? EntryRules.LateUntil(CheckIn).AddDays(-1) : CheckIn.LastDay;

    public bool CanBeTyped => Window is EntryWindow.Open or EntryWindow.Late;

    /// <summary>What to know before calling; null if it was not read.</summary>
    public PersonDetails? Details { get; init; }

    /// <returns>Null for a check-in that is not theirs.</returns>
    internal static async Task<EntryState?> Of(
        Transaction transaction,
        Caregiver caregiver,
        long checkInId,
        FormPages pages,
        SiteTime time
    )
    {
        if (await CheckInTable.Get(transaction, checkInId) is not { } checkIn || checkIn.CaregiverId != caregiver.Id)
            return null;
        var responses = await ResponseTable.OfCheckIn(transaction, checkIn.Id);
        return new EntryState(
            caregiver,
            checkIn,
            EntryRules.WindowOf(checkIn, caregiver.Status, time.Today),
            QuestionsOf(await pages.Of(transaction, checkIn), await AnswerTable.OfCheckIn(transaction, checkIn.Id)),
            await TypedInTable.Of(transaction, checkIn.Id),
            responses.ToDictionary(response => response.Instrument, response => response.AnsweredOn),
            await HelpsOf(transaction, checkIn)
        );
    }

    /// <summary>Paper may be about any help that was running when it was printed, so all of it can be typed
    /// in.</summary>
    private static async Task<List<EntryHelp>> HelpsOf(Transaction transaction, CheckIn checkIn)
    {
        var said = await HelpTable.SaidIn(transaction, checkIn.Id);
        return
        [
            .. (await HelpTable.Of(transaction, checkIn.CaregiverId))
                .Where(help => help.Runs || said.ContainsKey(help.Id))
                .Select(help => new EntryHelp(help, said.TryGetValue(help.Id, out var helped) ? helped : null)),
        ];
    }

    private static List<EntryQuestion> QuestionsOf(IReadOnlyList<FormPage> pages, IReadOnlyList<Answer> answers)
    {
        var given = answers
            .Where(answer => answer.Value is not null)
            .ToDictionary(answer => $"{answer.Instrument}.{answer.Item}");
        return
        [
            .. pages
                .SelectMany(
                    page => page.Items,
                    (page, item) => (page.Instrument, Item: item, Field: page.FieldOf(item))
                )
                .Select((asked, place) => (asked, Number: place + 1, Answer: given.GetValueOrDefault(asked.Field)))
                .Select(pair => new EntryQuestion(
                    pair.Number,
                    pair.asked.Instrument,
                    pair.asked.Item,
                    pair.asked.Field,
                    pair.Answer?.Value,
                    IsOwn: pair.Answer is { EnteredBy: null }
                )),
        ];
    }
}

/// <param name="Said">The verdict in this check-in; null without one.</param>
public sealed record EntryHelp(ArrangedHelp Help, HelpVerdict? Said)
{
    public string Key => Texts.Number(Help.Id);
}

/// <param name="Number">From 1, across all questionnaires.</param>
/// <param name="Field">The questionnaire and the item.</param>
/// <param name="Stored">The stored code; null when there is none.</param>
/// <param name="IsOwn">The caregiver answered it, and nobody types over that.</param>
public sealed record EntryQuestion(int Number, Instrument Instrument, Item Item, string Field, int? Stored, bool IsOwn);

/// <param name="Day">The day on which the caregiver answered; null if it is not a date.</param>
/// <param name="Answers">By the question's field, without those left open; null if it was not a number.</param>
/// <param name="Helped">Whether help helps, by its <see cref="EntryHelp.Key"/>; earlier verdicts stay.</param>
/// <param name="Sends">Whether to send it rather than keep it for later.</param>
/// <param name="Mark">As <see cref="EntryState.Mark"/> when the form was shown.</param>
/// <param name="IsFaulty">Whether part of it fits no check-in at all.</param>
public sealed record TypedEntry(
    DateOnly? Day,
    EntryMode? Way,
    IReadOnlyDictionary<string, int?> Answers,
    IReadOnlyDictionary<string, HelpVerdict> Helped,
    string OwnWords,
    CallWish? CallMe,
    bool Sends,
    string Mark,
    bool IsFaulty
)
{
    /// <summary>The code typed for a question, if it offers it: on a scale from 0 to 100 in steps of ten, an 8 is a
    /// slip for 80, and would hide those who are worst off.</summary>
    public int? CodeOf(EntryQuestion question) =>
        Answers.GetValueOrDefault(question.Field) is { } code
        && question.Item.Choices.Any(choice => choice.Value == code)
            ? code
            : null;

    /// <summary>The parts that this check-in cannot store as it is now.</summary>
    public IEnumerable<EntryFault> FaultsIn(EntryState state, DateOnly today)
    {
        if (Answers.Keys.Except(state.Questions.Select(question => question.Field)).Any())
            yield return new(nameof(Answers));
        if (!(Day >= state.CheckIn.AskedOn && Day <= today))
            yield return new(nameof(Day));
        foreach (var question in state.Open.Where(question => Answers.ContainsKey(question.Field)))
            if (CodeOf(question) is null)
                yield return new(nameof(Answers), question);
        var saysSomething =
            Answers.Count > 0
            || OwnWords.Length > 0
            || CallMe == CallWish.Yes
            || state.Helps.Any(help => help.Said is not null || Helped.ContainsKey(help.Key));
        if (Sends && !saysSomething)
            yield return new(nameof(Sends));
    }

    /// <summary>Verdicts on help; help that stopped since, and earlier verdicts, stay as they are.</summary>
    internal IEnumerable<(ArrangedHelp Help, HelpVerdict Verdict)> SaidIn(EntryState state) =>
        state
            .Helps.Where(help => help.Said is null && Helped.ContainsKey(help.Key))
            .Select(help => (help.Help, Helped[help.Key]));

    /// <summary>Whether all of it is stored already, as when a form comes twice.</summary>
    internal bool IsIn(EntryState state, long coordinatorId) =>
        state.Typed is { } typed
        && typed.CoordinatorId == coordinatorId
        && (typed.Way, typed.AnsweredOn) == (Way, Day)
        && (state.CheckIn.OwnWords ?? "", state.CheckIn.CallMe) == (OwnWords, CallMe)
        && !SaidIn(state).Any()
        && state.Questions.All(question => CodeOf(question) == (question.IsOwn ? null : question.Stored));
}

/// <param name="Property">The name of a property of <see cref="TypedEntry"/>; <see cref="TypedEntry.Sends"/> means
/// there is nothing to send.</param>
/// <param name="Question">The question; null if the check-in has no such question.</param>
public sealed record EntryFault(string Property, EntryQuestion? Question = null);

/// <summary>The result of typing in, also if it was stored before.</summary>
public enum EntryOutcome
{
    Kept,
    Sent,
    Faulty,

    /// <summary>Something changed after the form was shown, or typing in has ended.</summary>
    Changed,
}
