using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;
using CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.Letters;

/// <param name="Language">The caregiver's, whoever prints it.</param>
/// <param name="Address">For a window envelope: the name, and the address if known, one line each.</param>
/// <param name="After">The opening in aftercare; null for the usual questions.</param>
/// <param name="AsksHelp">Questions about running help; null if none.</param>
public sealed record PaperLetter(
    Caregiver Caregiver,
    Language Language,
    long CheckInId,
    bool IsPosted,
    string Name,
    IReadOnlyList<string> Address,
    string Coordinator,
    DateOnly Today,
    DateOnly LastDay,
    bool NeedsInterpreter,
    (string Heading, string Lead)? After,
    IReadOnlyList<Item> Questions,
    string? AsksHelp,
    string AsksOwnWords
)
{
    public static readonly Texts Words = Texts.Of(typeof(OneLetterModel));

    /// <summary>The texts of the questions that end every check-in.</summary>
    public static readonly Texts Last = Texts.Of(typeof(LastPage));

    private static readonly Texts Aftercare = Texts.Of(typeof(AftercarePage));

    public bool HasAddress => Address.Count > 1;

    public string FirstName => DisplayText.Visible(Caregiver.FirstName ?? Caregiver.Person);

    public static IEnumerable<string> Verdicts => Codes.All<HelpVerdict>().Select(text => Last["Helps." + text]);

    public static IEnumerable<string> CallWishes => Codes.All<CallWish>().Select(text => Last["Call." + text]);

    public static PaperLetter Of(
        Answers.LetterContents paper,
        FormPages pages,
        SupportPointSettings support,
        DateOnly today
    )
    {
        var (caregiver, checkIn, details, coordinator, help, begun) = paper;
        var language = support.LanguageOf(caregiver, today);
        using var spoken = Languages.Speak(language);
        var name = DisplayText.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName);
        var after = $"{paper.Ended}.{(paper.IsFirst ? "First" : "Later")}";
        return new PaperLetter(
            caregiver,
            language,
            checkIn.Id,
            checkIn.PostedOn is not null,
            name,
            [name, .. LinesOf(details.PostalAddress)],
            coordinator,
            today,
            checkIn.LastDay,
            details.Language != support.Language.Code() || details.Interpreter == true,
            paper.Ended is null
                ? null
                : (PaperLetter.Aftercare[after + ".Heading"], PaperLetter.Aftercare[after + ".Lead"]),
            [.. pages.Of(checkIn, begun).SelectMany(page => page.Items)],
            help is null ? null : Last["Helps", ("hulp", HelpWords.WithOffer(help, help.Kind.Told))],
            paper.Ended is null ? Last["OwnWords"] : Aftercare[$"{paper.Ended}.OwnWords"]
        );
    }

    /// <summary>Such as "0 = helemaal niet zwaar", the words at an end of a scale.</summary>
    public static string EndOf(Code choice) =>
        QuestionField.Parts(choice) is (var number, { } end) ? $"{number} = {end}" : choice.Label.Here;

    /// <summary>An address as typed, on one or more lines.</summary>
    private static IEnumerable<string> LinesOf(string? address) =>
        (address ?? "")
            .Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(DisplayText.Visible);
}
