using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.ServiceDirectory;

public static class OfferWords
{
    /// <summary>The id of the form that proposes an offer with one click.</summary>
    public const string Form = "stel-voor";

    private static readonly Texts Words = Texts.Of(typeof(DirectoryModel));

    /// <summary>Such as "Voor wie?" for <c>for_whom</c> in the file.</summary>
    public static string ColumnOf(string column) =>
        Words.Has("Column." + column)
            ? Words["Column." + column]
            : Texts.Of(typeof(OfferModel))[DetailWords.NameOf(column)].Split(" (")[0];

    /// <summary>Such as "Gratis. Wachttijd: twee weken."</summary>
    public static string TermsOf(Offer offer) =>
        offer.Waiting.Length == 0
            ? Words["Way." + offer.Way.Code()]
            : $"{Words["Way." + offer.Way.Code()]} {Words["Waiting", ("hoelang", DisplayText.Visible(offer.Waiting))]}";

    /// <summary>Such as "Eerstvolgende keer: 1 december 2026. De Linde, 14.00 uur."; empty if none planned.</summary>
    public static string NextOf(Offer offer, DateOnly today) =>
        offer.ComesOn(today) is { } day
            ? $"{Words["Next", ("dag", Texts.Day(day))]} {Sentence(offer.NextPlace)}".TrimEnd()
            : "";

    /// <summary>Such as "Lindendam. Voor wie even weg wil."</summary>
    public static string PlaceOf(Offer offer) =>
        $"{Sentence(offer.Area.Length > 0 ? offer.Area : Words["Country"])} {Sentence(offer.ForWhom)}".TrimEnd();

    /// <summary>Such as "Bron: www.ypsilon.org, bekeken op 28 november 2026."; empty if nobody looked it up.</summary>
    public static string SourceOf(Offer offer) =>
        (offer.Source, offer.LookedUpOn) switch
        {
            ("", _) => "",
            (var source, { } day) => Words["LookedUp", ("bron", DisplayText.Visible(source)), ("dag", Texts.Day(day))],
            var (source, _) => Words["Source", ("bron", DisplayText.Visible(source))],
        };

    private static string Sentence(string text) =>
        text.Length == 0 || text[^1] is '.' or '?' or '!' ? DisplayText.Visible(text) : DisplayText.Visible(text) + ".";
}
