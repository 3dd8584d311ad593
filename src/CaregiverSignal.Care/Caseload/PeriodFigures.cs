using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>What happened to a team's caregivers in a month or quarter: counts, no names.</summary>
public sealed record PeriodFigures(DateOnly From, DateOnly Until)
{
    /// <summary>Working days within which a red caregiver should be talked to; after them the team is told.</summary>
    public const int SoonDays = 2;

    /// <summary>People taking part on the last day.</summary>
    public int People { get; init; }

    public int New { get; init; }

    public int Stopped { get; init; }

    /// <summary>Check-ins whose day was in the period.</summary>
    public int Asked { get; init; }

    /// <summary>How many of those were answered, also later.</summary>
    public int Answered { get; init; }

    /// <summary>How often a coordinator was notified of a red signal.</summary>
    public int Red { get; init; }

    public int Amber { get; init; }

    /// <summary>How many red ones had a talk within <see cref="SoonDays"/> working days.</summary>
    public int RedSpokenSoon { get; init; }

    public int HelpWanted { get; init; }

    public int HelpBegan { get; init; }

    /// <summary>The months of the year that ends with a quarter, as far as they have begun; the quarter; and the one
    /// before.</summary>
    internal static async Task<(
        IReadOnlyList<PeriodFigures> Months,
        PeriodFigures Whole,
        PeriodFigures Before
    )> OfQuarter(Transaction transaction, IReadOnlyList<long> coordinatorIds, DateOnly first, SiteTime time)
    {
        var until = first.AddMonths(3);
        var period = new FigurePeriod(coordinatorIds, until.AddYears(-1), until);
        var asked = await FigureTable.Asked(transaction, period);
        var told = await FigureTable.Told(transaction, period);
        var help = await FigureTable.Help(transaction, period);
        var people = await FigureTable.People(transaction, period);
        return (
            [
                .. Enumerable
                    .Range(0, 12)
                    .Select(month => period.From.AddMonths(month))
                    .Where(month => month <= time.Today)
                    .Select(month => Of(month, month.AddMonths(1))),
            ],
            Of(first, until),
            Of(first.AddMonths(-3), first)
        );

        PeriodFigures Of(DateOnly from, DateOnly end)
        {
            var red = told.Where(signal => signal.Urgency == Urgency.Red && Has(signal.NotifiedOn)).ToList();
            var days = asked.Where(day => Has(day.AskedOn)).ToList();
            return new(from, end)
            {
                People = people.Where(care => care.EnrolledOn < end && !(care.EndedOn < end)).Sum(care => care.People),
                New = people.Where(care => Has(care.EnrolledOn)).Sum(care => care.People),
                Stopped = people.Where(care => Has(care.EndedOn)).Sum(care => care.People),
                Asked = days.Sum(day => day.Asked),
                Answered = days.Sum(day => day.Answered),
                Red = red.Count,
                Amber = told.Count(signal => signal.Urgency == Urgency.Amber && Has(signal.NotifiedOn)),
                RedSpokenSoon = red.Count(signal =>
                    signal.SpokenOn <= time.WorkingDays.Add(signal.NotifiedOn, SoonDays)
                ),
                HelpWanted = help.Count(wish => Has(wish.WantedOn)),
                HelpBegan = help.Count(wish => Has(wish.BeganOn)),
            };

            bool Has(DateOnly? day) => day >= from && day < end;
        }
    }
}
