using System.Globalization;
using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Entry;

/// <summary>A check-in as the coordinator typed it in, with errors.</summary>
public sealed record EntryForm
{
    /// <summary>The day of answering, as typed.</summary>
    public required string Day { get; init; }

    /// <summary>The code of a <see cref="TypedInWay"/>; empty while none is chosen.</summary>
    public required string Way { get; init; }

    /// <summary>The contents of each question's field, by the name of the field; empty ones are left out.</summary>
    public required IReadOnlyDictionary<string, string> Raw { get; init; }

    public required string Words { get; init; }

    /// <summary>The code of a <see cref="CallWish"/>; empty when not asked.</summary>
    public required string CallMe { get; init; }

    /// <summary>What was chosen of help that may be said to help, by the name of its field.</summary>
    public IReadOnlyDictionary<string, HelpVerdict> Helped { get; private init; } =
        new Dictionary<string, HelpVerdict>();

    /// <summary>Whether it is to be sent rather than kept for later.</summary>
    public required bool Sends { get; init; }

    /// <summary>The state of the check-in when this form was shown.</summary>
    public required string Mark { get; init; }

    public required IReadOnlyList<FormError> Errors { get; init; }

    public static readonly IReadOnlyList<string> Ways = [.. Codes.All<TypedInWay>()];

    public static readonly IReadOnlyList<string> Calls = [.. Codes.All<CallWish>(), ""];

    /// <summary>The most characters of a question's field that are shown again; no code is longer.</summary>
    private const int LongestShown = 12;

    private static readonly string[] Fields = ["echt", "stand", "doe", "dag", "hoe", "woorden", "bellen"];
    private static readonly Texts Texts = EntryPageModel.Words;

    /// <summary>The day of answering; null when it is not a possible day.</summary>
    public DateOnly? AnsweredOn { get; private init; }

    /// <summary>
    /// The code typed for each question, by the name of its field; a text that is not one of its codes is left out.
    /// </summary>
    public IReadOnlyDictionary<string, int> TypedCodes { get; private init; } = new Dictionary<string, int>();

    public bool SaysSomething =>
        TypedCodes.Count > 0 || Helped.Count > 0 || Words.Length > 0 || CallMe == CallWish.Yes.Code();

    /// <summary>The form as first shown, with what was kept for later.</summary>
    public static EntryForm Of(EntryState state, DateOnly today) =>
        new EntryForm
        {
            Day = (state.Typed?.AnsweredOn ?? today).ToString("O", CultureInfo.InvariantCulture),
            Way =
                state.Typed is { } typed ? typed.Way?.Code() ?? ""
                : state.Caregiver.Channel != Channel.Email ? state.Caregiver.Channel.Code()
                : "",
            Raw = state
                .Questions.Where(one => one is { IsOwn: false, Stored: not null })
                .ToDictionary(one => one.Field, one => Number(one.Stored!.Value)),
            Words = state.CheckIn.OwnWords ?? "",
            CallMe = state.CheckIn.CallMe?.Code() ?? "",
            Sends = false,
            Mark = state.Mark,
            Errors = [],
        };

    /// <summary>
    /// The fields <c>dag</c>, <c>hoe</c>, one for each question, <c>woorden</c>, <c>bellen</c>, <c>doe</c> and
    /// <c>stand</c>.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The page does not have such a field, choice or button.</exception>
    public static EntryForm Read(IFormCollection form, EntryState state, DateOnly today)
    {
        var questions = state.Questions.ToDictionary(one => one.Field);
        if (
            form.Any(field =>
                field.Value.Count != 1
                || !(
                    Fields.Contains(field.Key)
                    || questions.ContainsKey(field.Key)
                    || field.Key.StartsWith(EntryHelp.FieldStart, StringComparison.Ordinal)
                )
            )
        )
            throw new BadHttpRequestException("A field that this page does not have.");
        var (way, call, button, day) = (
            form["hoe"].ToString(),
            form["bellen"].ToString(),
            form["doe"].ToString(),
            form["dag"].ToString().Trim()
        );
        if (!(way.Length == 0 || Ways.Contains(way)) || !Calls.Contains(call) || button is not ("versturen" or "later"))
            throw new BadHttpRequestException("A choice that this page does not have.");

        var raw = form.Where(field => questions.ContainsKey(field.Key))
            .Select(field => (field.Key, Value: field.Value.ToString().Trim()))
            .Where(field => field.Value.Length > 0)
            .ToDictionary(
                field => field.Key,
                field => field.Value.Length > LongestShown ? field.Value[..LongestShown] : field.Value
            );
        var read = new EntryForm
        {
            Day = day,
            Way = way,
            Raw = raw,
            Words = LastAnswers.Clean(form["woorden"].ToString()),
            CallMe = call,
            // What stopped since the page was shown, or was said before, is left as it is.
            Helped = state
                .Helps.Where(one => one.Said is null)
                .Select(one => (one.Field, Said: Codes.Find<HelpVerdict>(form[one.Field].ToString())))
                .Where(one => one.Said is not null)
                .ToDictionary(one => one.Field, one => one.Said!.Value),
            Sends = button == "versturen",
            Mark = form["stand"].ToString(),
            Errors = [],
            AnsweredOn = Typed.Day(day) is { } on && on >= state.CheckIn.AskedOn && on <= today ? on : null,
            TypedCodes = raw.Where(one => CodeOf(questions[one.Key].Item, one.Value) is not null)
                .ToDictionary(one => one.Key, one => CodeOf(questions[one.Key].Item, one.Value)!.Value),
        };
        return read with { Errors = [.. read.Faults(state)] };
    }

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    /// <summary>Whether this form is already stored, as when it comes twice.</summary>
    public bool IsStoredIn(EntryState state, long coordinatorId) =>
        Errors.Count == 0
        && state.Typed is { } typed
        && typed.CoordinatorId == coordinatorId
        && (typed.Way?.Code() ?? "") == Way
        && typed.AnsweredOn == AnsweredOn
        && (state.CheckIn.OwnWords ?? "") == Words
        && (state.CheckIn.CallMe?.Code() ?? "") == CallMe
        && Helped.Count == 0
        && state.Questions.All(one => one.IsOwn ? !TypedCodes.ContainsKey(one.Field) : one.Stored == CodeOf(one));

    /// <summary>The code typed for a question; null when its field has none.</summary>
    public int? CodeOf(EntryQuestion question) => TypedCodes.TryGetValue(question.Field, out var code) ? code : null;

    /// <summary>"0 of 1", "1, 2 of 3", "0 tot en met 10", "0, 10, 20 tot en met 100".</summary>
    public static string AllowedOf(Item item)
    {
        var codes = item.Choices.Select(code => code.Value).Order().ToList();
        if (codes.Count <= EntryPageModel.MostInALine)
            return Texts[
                "Either",
                ("eerst", string.Join(", ", codes.SkipLast(1).Select(Number))),
                ("laatst", Number(codes[^1]))
            ];
        var first =
            codes[^1] - codes[0] + 1 == codes.Count
                ? Number(codes[0])
                : string.Join(", ", codes.Take(3).Select(Number));
        return Texts["Range", ("van", first), ("tot", Number(codes[^1]))];
    }

    /// <summary>
    /// The code, if the form offers it: on a line of 0 to 100 in steps of ten, an 8 is a slip for 80, and would hide
    /// those who are worst off.
    /// </summary>
    private static int? CodeOf(Item item, string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
        && item.Choices.Any(choice => choice.Value == code)
            ? code
            : null;

    private IEnumerable<FormError> Faults(EntryState state)
    {
        if (AnsweredOn is null)
            yield return new FormError("dag", "dag", Texts["Error.Day", ("dag", Texts.Day(state.CheckIn.AskedOn))]);
        if (Sends && Way.Length == 0)
            yield return new FormError("hoe", "hoe-" + Ways[0], Texts["Error.Way"]);
        foreach (
            var question in state.Questions.Where(one =>
                !one.IsOwn && Raw.ContainsKey(one.Field) && !TypedCodes.ContainsKey(one.Field)
            )
        )
        {
            yield return new FormError(
                question.Field,
                question.Field,
                Texts[
                    "Error.Code",
                    ("nummer", Number(question.Number)),
                    ("getal", AllowedOf(question.Item)),
                    ("getypt", Plainly.Shown(Raw[question.Field]))
                ]
            );
        }

        var tooMany = Words.Length - LastAnswers.Longest;
        if (tooMany > 0)
            yield return new FormError("woorden", "woorden", Texts.Counted("Error.Words", tooMany));
        if (Sends && !SaysSomething && Raw.Count == 0 && state.Helps.All(one => one.Said is null))
            yield return new FormError(
                "niets",
                state.Questions.FirstOrDefault(one => !one.IsOwn)?.Field ?? "woorden",
                Texts["Error.Nothing"]
            );
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
