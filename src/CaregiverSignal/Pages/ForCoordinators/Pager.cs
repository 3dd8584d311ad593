using System.Globalization;

namespace CaregiverSignal.Pages.ForCoordinators;

/// <param name="Page">From 1.</param>
/// <param name="Query">The rest of the query, such as <c>van=team</c>; may be empty.</param>
public sealed record Pager(int Page, bool HasMore, string Path, string Query)
{
    public bool HasFile { get; init; }

    public string Address(int page) => With($"blad={page.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The address of that file, with the current filter.</summary>
    public string FileAddress(string form) => With("vorm=" + form);

    private string With(string last) => $"{Path}?{(Query.Length == 0 ? "" : Query + "&")}{last}";

    /// <summary>The requested page, from 1; by default the first.</summary>
    public static int PageOf(IQueryCollection query) => PageOf(query["blad"]);

    /// <summary>The same from a form that returns to its page.</summary>
    public static int PageOf(string? asked) =>
        int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 10_000
            ? page
            : 1;
}
