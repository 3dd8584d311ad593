namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>
/// The inner states of one person in a world, month by month, and the events in their life; days count from the
/// enrolment.
/// </summary>
internal sealed class InnerCourse
{
    public const double MonthDays = 365.25 / 12;

    private const double YearDays = 365.25;
    private const int RespiteDays = 120;
    private const double RespiteRelief = 0.6;

    /// <summary>The strain above the mean from which somebody may get respite (our choice).</summary>
    private const double RespiteFrom = 0.5;

    private readonly World world;
    private readonly double[] strain,
        perseverance,
        satisfaction,
        support,
        usual;
    private readonly double hidden,
        scale;

    public InnerCourse(World world, int number, int months)
    {
        this.world = world;
        var luck = new Luck(world.Seed, number, subject: 1);
        var size = months + 2;
        var (trait, otherTrait) = (luck.Normal(), luck.Normal());
        hidden = luck.Normal();
        var slope = luck.Normal() * world.SlopeAYear / 12;
        var (state, other) = (States(ref luck, size, world.Persistence), States(ref luck, size, world.Persistence));
        var (gladness, glad) = (States(ref luck, size, 0.85), luck.Normal());
        var (helped, circle) = (States(ref luck, size, 0.9), luck.Normal());
        (strain, perseverance, satisfaction, support, usual) = (
            new double[size],
            new double[size],
            new double[size],
            new double[size],
            new double[size]
        );
        var (ofTrait, ofState) = (Math.Sqrt(world.Trait), Math.Sqrt(1 - world.Trait));
        for (var month = 0; month < size; month++)
        {
            var line = slope * (month - (months / 2));
            var self = (ofTrait * trait) + (ofState * state[month]);
            strain[month] = self + line;
            perseverance[month] = world.Driver switch
            {
                Driver.OneBurden => strain[month],
                Driver.TwoBurdens => (world.Correlation * self)
                    + (
                        Math.Sqrt(1 - (world.Correlation * world.Correlation))
                        * ((ofTrait * otherTrait) + (ofState * other[month]))
                    )
                    + line,
                _ => (
                    ((0.35 * ofTrait * trait) + (ofState * state[month]))
                    / Math.Sqrt((0.35 * 0.35 * world.Trait) + 1 - world.Trait)
                ) + line,
            };
            satisfaction[month] = (-0.35 * self) + (0.75 * glad) + (0.56 * gladness[month]);
            support[month] = (-0.3 * self) + (0.8 * circle) + (0.52 * helped[month]);
            usual[month] = month == 0 ? strain[0] : (usual[month - 1] * 11 / 12) + (strain[month] / 12);
        }

        var (s, p, h) = world.Danger;
        scale = 1 / Math.Sqrt((s * s) + (p * p) + (h * h) + (2 * s * p * CorrelationOf(world)));
        Limit = world.Limit.Mean + (world.Limit.Deviation * luck.Normal());
        StopsOn = luck.Happens(1 - Math.Exp(-world.StopsAYear * months / 12))
            ? luck.Whole((int)(months * MonthDays))
            : int.MaxValue;
        var happens = new Luck(world.Seed, number, subject: 2);
        Events = Draw(ref happens, (int)(months * MonthDays));
    }

    /// <summary>The danger above which this person hardly ever goes on.</summary>
    public double Limit { get; }

    /// <summary>The day from which nothing is answered.</summary>
    public int StopsOn { get; }

    /// <summary>The events in this life, in order.</summary>
    public IReadOnlyList<Happened> Events { get; }

    public double Strain(double day) => On(strain, day) + Bumps(day);

    /// <summary>Higher is worse.</summary>
    public double Perseverance(double day) => On(perseverance, day) + Bumps(day);

    public double Satisfaction(double day) => On(satisfaction, day);

    public double Support(double day) => On(support, day);

    /// <summary>The strain that is reported by somebody who has got used to part of it.</summary>
    public double ReportedStrain(double day) => Strain(day) - (world.Adaptation * On(usual, day));

    /// <summary>The danger: mean 0 and deviation 1 over the people, apart from events.</summary>
    public double Danger(double day) =>
        (
            (world.Danger.Strain * Strain(day))
            + (world.Danger.Perseverance * Perseverance(day))
            + (world.Danger.Hidden * hidden)
        ) * scale;

    /// <summary>The danger without events.</summary>
    public double CalmDanger(double day) =>
        (
            (world.Danger.Strain * On(strain, day))
            + (world.Danger.Perseverance * On(perseverance, day))
            + (world.Danger.Hidden * hidden)
        ) * scale;

    private static double CorrelationOf(World world) =>
        world.Driver switch
        {
            Driver.OneBurden => 1,
            Driver.TwoBurdens => world.Correlation,
            _ => ((0.35 * world.Trait) + 1 - world.Trait) / Math.Sqrt((0.35 * 0.35 * world.Trait) + 1 - world.Trait),
        };

    private static double[] States(ref Luck luck, int size, double keeps)
    {
        var states = new double[size];
        var fresh = Math.Sqrt(1 - (keeps * keeps));
        states[0] = luck.Normal();
        for (var month = 1; month < size; month++)
            states[month] = (keeps * states[month - 1]) + (fresh * luck.Normal());
        return states;
    }

    private static double On(double[] months, double day)
    {
        var place = day / MonthDays;
        var month = Math.Min((int)place, months.Length - 2);
        var part = place - month;
        return months[month] + ((months[month + 1] - months[month]) * part);
    }

    private double Bumps(double day)
    {
        var sum = 0.0;
        for (var place = 0; place < Events.Count && Events[place].Day <= day; place++)
        {
            var age = day - Events[place].Day;
            if (Events[place].IsRespite)
                sum -= age < RespiteDays ? RespiteRelief : 0;
            else if (age < 6 * world.Shock.Days)
                sum += world.Shock.Size * Math.Exp(-age / world.Shock.Days);
        }

        return sum;
    }

    private List<Happened> Draw(ref Luck luck, int days)
    {
        var events = new List<Happened>();
        for (var day = Gap(ref luck, world.Events.AYear); day < days; day += 1 + Gap(ref luck, world.Events.AYear))
        {
            events.Add(new Happened(day, luck.Happens(world.Events.SuddenShare), false));
        }

        for (
            var day = Gap(ref luck, world.RespiteAYear);
            day < days;
            day += RespiteDays + Gap(ref luck, world.RespiteAYear)
        )
        {
            if (On(strain, day) >= RespiteFrom)
                events.Add(new Happened(day, false, true));
        }

        events.Sort((one, other) => one.Day.CompareTo(other.Day));
        return events;
    }

    /// <summary>Days until the next event, at so many events a year.</summary>
    private static int Gap(ref Luck luck, double aYear) =>
        (int)Math.Min(100_000, -Math.Log(1 - luck.Share()) * YearDays / aYear);
}

/// <summary>An event in a life.</summary>
/// <param name="Day">Days from the enrolment.</param>
/// <param name="IsSudden">Whether care may end after it, whatever the state before.</param>
/// <param name="IsRespite">Whether it is relief; every other event is serious.</param>
internal readonly record struct Happened(int Day, bool IsSudden, bool IsRespite);
