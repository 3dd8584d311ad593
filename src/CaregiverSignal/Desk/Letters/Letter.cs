using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.Landing;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Desk.Letters;

/// <summary>The questions of one check-in on paper, with the words of the pages.</summary>
/// <param name="Language">Of the caregiver, whoever prints it.</param>
/// <param name="Address">For the window of an envelope: the name, and the address where it is known, a line each.</param>
/// <param name="After">What is said first in aftercare; null for the usual questions.</param>
/// <param name="AsksHelp">Whether the help that runs helps; null where none is asked about.</param>
public sealed record Letter(
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

    /// <summary>The words of the questions with which every check-in ends.</summary>
    public static readonly Texts Last = Texts.Of(typeof(LastPage));

    private static readonly Texts Aftercare = Texts.Of(typeof(AftercarePage));

    public bool HasAddress => Address.Count > 1;

    public string FirstName => Plainly.Shown(Caregiver.FirstName ?? Caregiver.Person);

    public static IEnumerable<string> Verdicts => Codes.All<HelpVerdict>().Select(one => Last["Helps." + one]);

    public static IEnumerable<string> CallWishes => Codes.All<CallWish>().Select(one => Last["Call." + one]);

    public static Letter Of(
        Transaction transaction,
        CheckIn checkIn,
        FormPages pages,
        SupportPointSettings support,
        SiteTime time
    )
    {
        var caregiver = CaregiverTable.Get(transaction, checkIn.CaregiverId)!;
        var language = support.LanguageOf(caregiver, time.Today);
        using var spoken = Languages.Speak(language);
        var details = PersonDetailsTable.Of(transaction, caregiver.Id);
        var name = Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName);
        var help = Helping.ToAskAbout(transaction, caregiver.Id, checkIn.IsAftercare, time.Today);
        EventKind? ended = checkIn.IsAftercare
            ? EndedCare.Of(transaction, caregiver.Id)?.Kind ?? EventKind.Admission
            : null;
        var after =
            checkIn.IsAftercare && CheckIns.Aftercare.IsFirst(transaction, checkIn, time)
                ? $"{ended}.First"
                : $"{ended}.Later";
        return new Letter(
            caregiver,
            language,
            checkIn.Id,
            checkIn.PostedOn is not null,
            name,
            [name, .. LinesOf(details.PostalAddress)],
            CoordinatorTable.NameFor(transaction, caregiver, support),
            time.Today,
            checkIn.LastDay,
            details.Language != Languages.Home.Code() || details.Interpreter == true,
            ended is null ? null : (Aftercare[after + ".Heading"], Aftercare[after + ".Lead"]),
            [.. pages.Of(transaction, checkIn).SelectMany(page => page.Items)],
            help is null ? null : Last["Helps", ("hulp", help.Kind.Told)],
            ended is null ? Last["OwnWords"] : Aftercare[$"{ended}.OwnWords"]
        );
    }

    /// <summary>"0 = helemaal niet zwaar", the words at an end of a scale.</summary>
    public static string EndOf(Code choice) =>
        QuestionField.Parts(choice) is (var number, { } end) ? $"{number} = {end}" : choice.Label.Here;

    /// <summary>An address as it was typed, on one line or on several.</summary>
    private static IEnumerable<string> LinesOf(string? address) =>
        (address ?? "")
            .Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Plainly.Shown);
}
