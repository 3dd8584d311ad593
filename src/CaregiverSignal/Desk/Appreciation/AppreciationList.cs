using System.Globalization;
using CaregiverSignal.Referrals;
using Microsoft.Extensions.Primitives;

namespace CaregiverSignal.Desk.Appreciation;

/// <summary>Which list of a year's appreciation an address or a form asks for.</summary>
/// <param name="Team">All that the reader may see, and not only the own caseload.</param>
/// <param name="Only">One of <see cref="Filters"/>; empty for all.</param>
public sealed record AppreciationList(int Year, bool Team, string Only)
{
    public const string Path = "/waardering";
    public const string CsvPath = Path + "/lijst.csv";

    /// <summary>The choices, and what those on the list have and lack.</summary>
    private static readonly Dictionary<string, (AppreciationStep? Has, AppreciationStep? Lacks)> Choices = new(
        StringComparer.Ordinal
    )
    {
        ["niet-verteld"] = (null, AppreciationStep.Told),
        ["te-geven"] = (AppreciationStep.Asked, AppreciationStep.Received),
        ["gekregen"] = (AppreciationStep.Received, null),
    };

    public static IReadOnlyCollection<string> Filters => Choices.Keys;

    public AppreciationStep? Has => Choices.GetValueOrDefault(Only).Has;

    public AppreciationStep? Lacks => Choices.GetValueOrDefault(Only).Lacks;

    public string Query =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"jaar={Year}{(Team ? "&van=team" : "")}{(Only.Length > 0 ? "&wie=" + Only : "")}"
        );

    public string Address => $"{Path}?{Query}";

    /// <summary>
    /// The fields <c>jaar</c> (this year or the last, this year where it is anything else), <c>van</c> and <c>wie</c>.
    /// </summary>
    public static AppreciationList Of(IEnumerable<KeyValuePair<string, StringValues>> fields, DateOnly today)
    {
        var given = fields.ToDictionary(one => one.Key, one => one.Value.ToString());
        return new AppreciationList(
            given.GetValueOrDefault("jaar") == Number(today.Year - 1) ? today.Year - 1 : today.Year,
            given.GetValueOrDefault("van") == "team",
            given.GetValueOrDefault("wie") is { } only && Choices.ContainsKey(only) ? only : ""
        );
    }

    /// <summary>The name of a tick in the form: <c>12.told</c>.</summary>
    public static string FieldOf(long caregiverId, AppreciationStep step) => $"{Number(caregiverId)}.{step.Code()}";

    /// <summary>The ticks of a field; what is none is left out.</summary>
    public static IReadOnlySet<(long CaregiverId, AppreciationStep Step)> TicksIn(StringValues values) =>
        values
            .Select(value => (value ?? "").Split('.', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts =>
                (
                    Id: long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0,
                    Step: Codes.Find<AppreciationStep>(parts[1])
                )
            )
            .Where(one => one is { Id: > 0, Step: not null })
            .Select(one => (one.Id, one.Step!.Value))
            .ToHashSet();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
