using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Reports;

/// <summary>A report over a period, ready to show: for a team, which knows its people, all counts; for a municipality,
/// what <see cref="SmallNumbers"/> permits.</summary>
/// <param name="LeftOut">The tables withheld from a municipality, because they could identify somebody.</param>
/// <param name="OnlyTotals">Whether there are so few people that nothing else is reported.</param>
public sealed record Report(
    string Of,
    bool IsOfMunicipality,
    ReportPeriod Period,
    IReadOnlyList<ReportTable> Tables,
    IReadOnlyList<TableShape> LeftOut,
    bool OnlyTotals
)
{
    private const int Years = 5;

    internal static Task<Report> OfMunicipality(
        Transaction transaction,
        IReadOnlyList<string> spellings,
        ReportPeriod year,
        SiteTime time
    ) =>
        Read(transaction, spellings[0], isOfMunicipality: true, year, $"caregiver.municipality in ({spellings})", time);

    internal static Task<Report> OfTeam(
        Transaction transaction,
        string name,
        IReadOnlyList<long> coordinatorIds,
        ReportPeriod period,
        SiteTime time
    ) =>
        Read(
            transaction,
            name,
            isOfMunicipality: false,
            period,
            $"caregiver.coordinator_id in ({coordinatorIds})",
            time
        );

    public bool IsEmpty => Tables.All(table => table.IsEmpty);

    private static async Task<Report> Read(
        Transaction transaction,
        string name,
        bool isOfMunicipality,
        ReportPeriod period,
        Sql who,
        SiteTime time
    )
    {
        var placeNames = new PlaceNames();
        List<(ReportPeriod Period, ReportCounts Counts)> years =
        [
            .. Enumerable
                .Range(0, Years)
                .Select(back => period.Shifted(-12 * back))
                .Select(of => (of, new ReportCounts(transaction, time, who, of.From, of.Until, placeNames))),
        ];
        var (reached, reachedBefore) = (await Reached(0), await Reached(1));
        var tables = (
            await TableShape.All.SelectAsync(async shape => (Shape: shape, Table: await TableOf(shape)))
        ).ToList();
        return new Report(
            name,
            isOfMunicipality,
            period,
            [.. tables.Select(pair => pair.Table).OfType<ReportTable>()],
            [.. tables.Where(pair => pair.Table is null).Select(pair => pair.Shape)],
            isOfMunicipality && reached < SmallNumbers.LeastPeople
        );

        async Task<long> Reached(int back) => (await years[back].Counts.People("")).Sum(count => count.N);

        async Task<ReportTable?> TableOf(TableShape shape)
        {
            var (now, before) = shape.HasTotal
                ? (await years[0].Counts.Of(shape.Key), await years[1].Counts.Of(shape.Key))
                : (await YearsUntil(), []);
            return isOfMunicipality
                ? SmallNumbers.Safe(shape, now, before, reached, reachedBefore)
                : ReportTable.Of(shape, now, before);
        }

        async Task<List<Counted>> YearsUntil()
        {
            List<Counted> rows = [];
            // A year without people has its row too.
            foreach (
                var (code, counts) in years.AsEnumerable().Reverse().Select(year => (year.Period.Code, year.Counts))
            )
                rows.AddRange((await counts.People(code)).DefaultIfEmpty(new Counted(code, "known", 0)));
            return rows;
        }
    }
}

/// <summary>A month, a quarter or a year.</summary>
/// <param name="Months">1, 3 or 12.</param>
/// <param name="Through">The last day counted in an unfinished period; null for a whole one.</param>
public readonly record struct ReportPeriod(DateOnly From, int Months, DateOnly? Through = null)
{
    /// <summary>The first day after it.</summary>
    public DateOnly Until => Through?.AddDays(1) ?? From.AddMonths(Months);

    /// <summary>Such as "2026", "2026-k3" or "2026-08".</summary>
    public string Code =>
        Months switch
        {
            12 => YearNumber,
            3 => $"{YearNumber}-k{(From.Month / 3) + 1}",
            _ => From.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        };

    /// <summary>Such as "2026", "kwartaal 3 van 2026" or "augustus 2026 tot en met 26 augustus".</summary>
    public string Name =>
        Through is { } day
            ? ReportWords.Texts[
                "Through",
                ("wanneer", (this with { Through = null }).Name),
                ("dag", Texts.DayAndMonth(day))
            ]
        : Months == 12 ? YearNumber
        : Months == 1 ? Texts.Month(From)
        : ReportWords.Texts["Quarter", ("n", Texts.Number((From.Month / 3) + 1)), ("jaar", YearNumber)];

    internal string YearNumber => From.Year.ToString(CultureInfo.InvariantCulture);

    public static ReportPeriod Year(int year) => new(new DateOnly(year, 1, 1), 12);

    public static ReportPeriod QuarterOf(DateOnly day) => new(MonthOf(day).From.AddMonths(-((day.Month - 1) % 3)), 3);

    public static ReportPeriod MonthOf(DateOnly day) => new(day.AddDays(1 - day.Day), 1);

    /// <returns>Null unless the text is a <see cref="Code"/> from 2000 on.</returns>
    public static ReportPeriod? Read(string? code)
    {
        if (
            code is not { Length: >= 4 }
            || !int.TryParse(code[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 2000 or >= 3000
        )
            return null;
        return code[4..] switch
        {
            "" => Year(year),
            ['-', 'k', >= '1' and <= '4' and var quarter] => new(new DateOnly(year, (3 * (quarter - '1')) + 1, 1), 3),
            ['-', ('0' or '1') and var ten, >= '0' and <= '9' and var unit]
                when (10 * (ten - '0')) + unit - '0' is >= 1 and <= 12 and var month => new(
                new DateOnly(year, month, 1),
                1
            ),
            _ => null,
        };
    }

    /// <summary>The same up to a day, if it is not over by then.</summary>
    public ReportPeriod UpTo(DateOnly last) => Until > last ? this with { Through = last } : this;

    /// <summary>So many months earlier or later, equally far if unfinished.</summary>
    public ReportPeriod Shifted(int months) =>
        this with
        {
            From = From.AddMonths(months),
            Through = Through?.AddMonths(months),
        };
}
