using System.Globalization;

namespace CaregiverSignal.Pages.ForCoordinators;

/// <summary>The page of a list that is shown.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Query">The rest of the address, without the page: <c>van=team</c>, or empty.</param>
public sealed record Pager(int Page, bool HasMore, string Path, string Query)
{
    /// <summary>Whether the whole list can be had as a file.</summary>
    public bool HasFile { get; init; }

    public string Address(int page) => With($"blad={page.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Where the list is a file, with the filter that stands.</summary>
    public string FileAddress(string form) => With("vorm=" + form);

    private string With(string last) => $"{Path}?{(Query.Length == 0 ? "" : Query + "&")}{last}";

    /// <summary>The requested page, from 1; anything else is the first.</summary>
    public static int PageOf(IQueryCollection query) => PageOf(query["blad"]);

    /// <summary>The same of a form that goes back to its page.</summary>
    public static int PageOf(string? asked) =>
        int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 10_000
            ? page
            : 1;
}
