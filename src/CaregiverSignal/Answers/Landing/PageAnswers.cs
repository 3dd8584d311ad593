using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Answers.Landing;

public sealed record PageAnswers(IReadOnlyList<ListAnswers> Answers, LastAnswers Last)
{
    private static readonly Texts Words = Texts.Of(typeof(LandingModel));

    /// <summary>Why it cannot be sent; null when it can. A "not now" alone says nothing.</summary>
    public string? Fault =>
        Last.TooMany > 0 ? "TooLong"
        : IsHasty ? "Again"
        : Answers.Any(list => list.Values.Count > 0)
        || Last.Words.Length > 0
        || Last.CallMe == CallWish.Yes
        || Helped is not null
            ? null
        : "Nothing";

    public IReadOnlyList<(string Field, string Text)> Errors =>
        Fault switch
        {
            null => [],
            "TooLong" => [("woorden", Last.Error!)],
            _ => [("vragen", Words["Error." + Fault])],
        };

    /// <summary>What the summary of these begins with; null for the usual.</summary>
    public string? Title => IsHasty ? Words["Error.Title"] : null;

    public int? In(FormPage page) =>
        Answers
            .Where(list => list.Instrument.Key == page.Instrument.Key)
            .Select(list => list.Values.GetValueOrDefault(page.Items[0].Key))
            .FirstOrDefault(code => code is not null);

    /// <summary>Whether help helps; null when it was not asked or not answered.</summary>
    public HelpAnswer? Helped { get; init; }

    /// <summary>
    /// Sent sooner than a person reads a page that a link opened with an answer chosen.
    /// </summary>
    public bool IsHasty { get; private init; }

    /// <exception cref="BadHttpRequestException">The page does not have such a field or value.</exception>
    public static PageAnswers Read(IReadOnlyList<FormPage> pages, IFormCollection form, SiteTime time) =>
        new([.. pages.Select(page => page.Read(form))], LastAnswers.Read(form, pages))
        {
            Helped = HelpFields.Read(form),
            IsHasty = Haste.Is(form, time),
        };

    public bool LosesNothing(IReadOnlyList<Answer> stored) => Helped is null && Answers.All(list => list.IsIn(stored));

    public bool IsStoredIn(CheckIn checkIn, IReadOnlyList<Answer> stored) =>
        Fault is null
        && Last.HasWordsIn(checkIn)
        && checkIn.CallMe == Last.CallMe
        && Answers.All(list =>
            list.Values.Keys.Concat(list.Blank)
                .All(item =>
                    stored
                        .FirstOrDefault(answer => answer.Instrument == list.Instrument.Key && answer.Item == item)
                        ?.Value == list.Values.GetValueOrDefault(item)
                )
        );
}
