using CaregiverSignal.Import;
using CaregiverSignal.People;

namespace CaregiverSignal.Demo;

/// <summary>Invents the caregivers of a demo: pure, and the same for the same options.</summary>
public static class Population
{
    /// <summary>
    /// The courses of every twenty people: eight steady, four creeping, two sudden, two recovering, two silent, one
    /// content, one devoted.
    /// </summary>
    /// <remarks>
    /// Our choice: more heavy courses than in life, where about 17% of these caregivers are overburdened (2008, 450,000
    /// of 2.6 million).
    /// </remarks>
    private static readonly Course[] Mix =
    [
        Course.Creeping,
        Course.Steady,
        Course.Sudden,
        Course.Content,
        Course.Devoted,
        Course.Silent,
        Course.Recovering,
        Course.Steady,
        Course.Creeping,
        Course.Steady,
        Course.Steady,
        Course.Creeping,
        Course.Steady,
        Course.Sudden,
        Course.Steady,
        Course.Recovering,
        Course.Steady,
        Course.Silent,
        Course.Steady,
        Course.Creeping,
    ];

    private static readonly string[] Conditions =
    [
        "dementia",
        "brain-injury",
        "psychiatric",
        "intellectual",
        "physical",
        "chronic",
        "old-age",
    ];
    private static readonly Relation[] Relations =
    [
        Relation.Partner,
        Relation.Child,
        Relation.Parent,
        Relation.Sibling,
        Relation.Friend,
        Relation.Neighbour,
    ];

    public static IReadOnlyList<Persona> Invent(DemoOptions options) =>
        [.. Enumerable.Range(0, options.Caregivers).Select(number => Invent(options, number))];

    /// <summary>A source of chance for one person, so that one more caregiver changes nobody else's year.</summary>
    /// <remarks>The numbers are mixed first (the end of SplitMix64), because neighbouring seeds begin alike.</remarks>
    public static Random LuckOf(DemoOptions options, int number, int subject) => LuckOf(options.Seed, number, subject);

    /// <inheritdoc cref="LuckOf(DemoOptions, int, int)"/>
    public static Random LuckOf(int seed, int number, int subject)
    {
        unchecked
        {
            var mixed = ((ulong)(uint)seed << 32) ^ ((ulong)(uint)number << 8) ^ (uint)subject;
            mixed = (mixed + 1) * 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return new Random((int)((mixed ^ (mixed >> 31)) & int.MaxValue));
        }
    }

    private static Persona Invent(DemoOptions options, int number)
    {
        var luck = LuckOf(options, number, subject: 0);
        var course = Mix[number % Mix.Length];
        var isLate = course == Course.Sudden ? number % Mix.Length == 13 || number % 40 == 22 : luck.NextDouble() < 0.5;
        var part = Cast.PartOf(number);
        var drawn = options.FirstDay.AddDays(FirstAsked(luck, number, course, isLate));
        var enrolled = Cast.FirstAsked(options, part) ?? drawn;
        var row = Row(luck, number, course, enrolled);
        var (start, end) = Levels(luck, course);
        var drawnTurn = Turn(options, luck, course, isLate);
        var (turns, arrives) = Cast.TurnOf(part) ?? drawnTurn;
        return new Persona(
            number,
            row,
            course,
            start,
            end,
            turns,
            arrives,
            course is Course.Steady or Course.Content or Course.Recovering ? 0.1
                : course == Course.Creeping ? 0.25 + (luck.NextDouble() * 0.25)
                : 0.25 + (luck.NextDouble() * 0.2),
            course == Course.Content || (course == Course.Sudden && isLate) ? 1 : 0.55 + (luck.NextDouble() * 0.35),
            part == Part.NeverAnswered ? enrolled
                : course == Course.Silent ? After(options, 0.3 + (luck.NextDouble() * 0.5))
                : null,
            part == Part.Pauses ? DemoOptions.LastDay.AddDays(-5)
                : number % Mix.Length == 7 ? After(options, 0.45)
                : null,
            part
        );
    }

    /// <summary>The two levels of strain between which a course moves.</summary>
    private static (double Start, double End) Levels(Random luck, Course course)
    {
        var spread = luck.NextDouble();
        return course switch
        {
            Course.Steady => (0.14 + (0.2 * spread), 0.14 + (0.2 * spread)),
            Course.Creeping => (0.18 + (0.1 * spread), 0.78 + (0.15 * spread)),
            Course.Sudden => (0.16 + (0.15 * spread), 0.74 + (0.15 * spread)),
            Course.Recovering => (0.66 + (0.14 * spread), 0.2 + (0.1 * spread)),
            Course.Silent => (0.3 + (0.1 * spread), 0.7 + (0.2 * spread)),
            Course.Devoted => (0.62 + (0.1 * spread), 0.66 + (0.1 * spread)),
            _ => (0.05, 0.05),
        };
    }

    /// <summary>
    /// Days until the first questions: anywhere in the month, but the first caregiver is also asked on the last day, so
    /// that there is a link to try.
    /// </summary>
    /// <remarks>
    /// Somebody with a late misfortune is asked in the last week, so that somebody new is on the worklist when the
    /// pages open.
    /// </remarks>
    private static int FirstAsked(Random luck, int number, Course course, bool isLate) =>
        number == 0 ? 0
        : course == Course.Sudden && isLate ? luck.Next(23, 25)
        : luck.Next(0, 31);

    /// <summary>From when to when a course moves.</summary>
    private static (DateOnly Turns, DateOnly Arrives) Turn(DemoOptions options, Random luck, Course course, bool isLate)
    {
        var shift = luck.NextDouble() * 0.15;
        var misfortune = isLate ? DemoOptions.LastDay.AddDays(-10) : After(options, 0.25 + (luck.NextDouble() * 0.5));
        return course switch
        {
            Course.Creeping when isLate => (After(options, 0.45 + shift), DemoOptions.LastDay),
            Course.Creeping => (After(options, 0.05 + shift), After(options, 0.6 + shift)),
            Course.Sudden => (misfortune, misfortune),
            Course.Recovering => (After(options, 0.15 + shift), After(options, 0.6 + shift)),
            _ => (options.FirstDay, DemoOptions.LastDay),
        };
    }

    private static DateOnly After(DemoOptions options, double part)
    {
        var days = DemoOptions.LastDay.DayNumber - options.FirstDay.DayNumber;
        return options.FirstDay.AddDays((int)(days * part));
    }

    /// <summary>One in so many cares together with another.</summary>
    private const int Every = 10;

    private static readonly HashSet<string> Given = [.. FolderFiles.OptionalOfPeople];

    private static PersonRow Row(Random luck, int number, Course course, DateOnly enrolled)
    {
        var (first, last) = Names.Of(number);
        var age = 30 + luck.Next(0, 29) + luck.Next(0, 29);
        var isHeavy = course == Course.Content;
        var relation = isHeavy || age > 67 ? Relations[0] : Relations[luck.Next(Relations.Length)];
        return new PersonRow(
            new Place("demo", number + 1),
            Given,
            FormattableString.Invariant($"D{number + 1:0000}"),
            enrolled,
            new PersonDetails
            {
                FirstName = first,
                LastName = last,
                Email = FormattableString.Invariant($"{first}.{last}@example.nl").ToLowerInvariant(),
                Phone = FormattableString.Invariant($"06 00 00 {number / 100:00} {number % 100:00}"),
                Born = enrolled.AddYears(-age).AddDays(-luck.Next(0, 365)),
                Relation = relation,
                HoursPerWeek = isHeavy ? 60 : 8 + luck.Next(0, 45),
                CaringSince = enrolled.AddMonths(-3 - luck.Next(0, 120)),
                LivesTogether = isHeavy || relation == Relation.Partner || luck.NextDouble() < 0.25,
                Works = !isHeavy && age < 67 && luck.NextDouble() < 0.6,
                Condition = isHeavy ? "dementia" : Conditions[luck.Next(Conditions.Length)],
                Channel = ChannelOf(number),
            },
            Staff.All[number % Staff.All.Count].Email,
            CaregiverStatus.Active
        );
    }

    /// <summary>Everybody as a folder; some care together with another, and a neighbour helps them.</summary>
    public static ImportFolder Together(IReadOnlyList<Persona> invented)
    {
        var (situations, helpers) = (new List<SituationRow>(), new List<HelperRow>());
        for (var first = 0; first + Staff.All.Count < invented.Count; first += Every)
        {
            var code = FormattableString.Invariant($"demo-{first}");
            situations.Add(Cares(code, invented[first], CareRole.Primary, invented[first].Row.Details));
            situations.Add(
                Cares(
                    code,
                    invented[first + Staff.All.Count],
                    CareRole.Shared,
                    invented[first].Row.Details with
                    {
                        Relation = Relation.Child,
                    }
                )
            );
            helpers.Add(
                new HelperRow(
                    new Place("demo", first),
                    code,
                    "Buurvrouw Sjaan",
                    HelperKind.Neighbour,
                    "boodschappen op vrijdag",
                    null,
                    null
                )
            );
        }

        return new ImportFolder([.. invented.Select(one => one.Row)], [], [], [])
        {
            Situations = situations,
            Helpers = helpers,
        };

        static SituationRow Cares(string code, Persona persona, CareRole role, PersonDetails details) =>
            new(
                persona.Row.Place,
                new HashSet<string>(),
                persona.Row.Person,
                code,
                role,
                details.Relation,
                null,
                null,
                null,
                details.Condition
            );
    }

    private static Channel ChannelOf(int number) =>
        (number % Mix.Length) switch
        {
            1 => Channel.Phone,
            9 => Channel.Paper,
            _ => Channel.Email,
        };
}
