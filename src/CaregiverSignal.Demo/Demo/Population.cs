using CaregiverSignal.Import;
using CaregiverSignal.People;

namespace CaregiverSignal.Demo;

internal static class Population
{
    /// <summary>One in so many cares together with another.</summary>
    private const int Every = 10;

    private static readonly HashSet<string> Given = [.. FolderFiles.OptionalOfPeople];

    private static readonly string[] Conditions = ["dementia", "brain-injury", "psychiatric", "physical", "old-age"];

    public static IReadOnlyList<Person> Invent(DemoOptions options) =>
        [.. Enumerable.Range(0, options.Caregivers).Select(number => Invent(options, number))];

    /// <summary>Their key in files, as <c>D0034</c> for number 33.</summary>
    public static string KeyOf(int number) => FormattableString.Invariant($"D{number + 1:0000}");

    public static ImportFolder Together(IReadOnlyList<Person> invented)
    {
        var (situations, helpers) = (new List<SituationRow>(), new List<HelperRow>());
        var nothing = new HashSet<string>();
        for (var first = 0; first + Employee.All.Count < invented.Count; first += Every)
        {
            var (one, other) = (invented[first].Row, invented[first + Employee.All.Count].Row);
            var code = $"demo-{first}";
            Cares(one, CareRole.Primary, one.Details.Relation);
            Cares(other, CareRole.Shared, Relation.Child);
            helpers.Add(
                new(
                    one.Place,
                    code,
                    Words.Story["Helper.Name"],
                    HelperKind.Neighbour,
                    Words.Story["Helper.Does"],
                    null,
                    null
                )
            );

            void Cares(ImportedPerson who, CareRole role, Relation? relation) =>
                situations.Add(
                    new(who.Place, nothing, who.Person, code, role, relation, null, null, null, one.Details.Condition)
                );
        }

        situations.AddRange(Families(invented));
        return new ImportFolder([.. invented.Select(person => person.Row)], [], [], [])
        {
            Situations = situations,
            Helpers = helpers,
        };
    }

    /// <summary>A mother of three; two daughters of one father; and two partners who care for her mother, one of whom
    /// cares for the other too.</summary>
    private static IEnumerable<SituationRow> Families(IReadOnlyList<Person> invented)
    {
        (int Number, string Code, Relation Relation, CareRole Role, int Born, string Condition, bool Together)[] all =
        [
            (46, "oldest", Relation.Parent, CareRole.Primary, 2008, "intellectual", true),
            (46, "middle", Relation.Parent, CareRole.Primary, 2011, "chronic", true),
            (46, "youngest", Relation.Parent, CareRole.Primary, 2014, "psychiatric", true),
            (22, "father", Relation.Child, CareRole.Primary, 1938, "dementia", false),
            (28, "father", Relation.Child, CareRole.Shared, 1938, "dementia", false),
            (31, "mother", Relation.Child, CareRole.Primary, 1941, "old-age", false),
            (25, "mother", Relation.Other, CareRole.Helper, 1941, "old-age", false),
            (25, "partner", Relation.Partner, CareRole.Primary, 1963, "chronic", true),
        ];
        return all.Where(care => care.Number < invented.Count)
            .Select(care =>
            {
                var row = invented[care.Number].Row;
                return new SituationRow(
                    row.Place,
                    FolderFiles.OptionalOfSituations.ToHashSet(),
                    row.Person,
                    $"demo-{care.Code}",
                    care.Role,
                    care.Relation,
                    null,
                    null,
                    care.Together,
                    care.Condition
                )
                {
                    Called = Words.Story[$"Called.{care.Code}.{care.Role.Code()}"],
                    Born = care.Born,
                    Town = care.Together ? null : "Waterveen",
                };
            });
    }

    private static Person Invent(DemoOptions options, int number)
    {
        var (luck, course, part) = (LuckOf(options.Seed, number), CourseOf(number), Part.Of(number));
        var row = Row(luck, number, course, Enrolled(options, number, part, luck));
        var (start, end) = Levels(course, luck.NextDouble());
        var shift = luck.NextDouble();
        var (turns, arrives) = course switch
        {
            _ when part.Turns is var (from, to) => (Before(from), Before(to)),
            Course.Creeping => (After(options, 0.05 + (0.4 * shift)), After(options, 0.6 + (0.4 * shift))),
            Course.Sudden => (After(options, 0.25 + (0.5 * shift)), After(options, 0.25 + (0.5 * shift))),
            Course.Recovering => (After(options, 0.15 + (0.15 * shift)), After(options, 0.6 + (0.15 * shift))),
            _ => (options.FirstDay, DemoOptions.LastDay),
        };
        DateOnly? stops =
            part.Joined is not null ? row.Enrolled
            : course == Course.Silent ? After(options, 0.3 + (0.5 * shift))
            : null;
        return new Person(number, row, course, luck, start, end, turns, arrives, stops);
    }

    /// <summary>Of every twenty people: eight steady, four creeping, two sudden, two recovering, two silent, one
    /// content, one devoted.</summary>
    /// <remarks>Our choice: more heavy courses than in life, where about 17% of these caregivers are overburdened
    /// (2008, 450,000 of 2.6 million).</remarks>
    private static Course CourseOf(int number) =>
        (number % 20) switch
        {
            0 or 8 or 11 or 19 => Course.Creeping,
            2 or 13 => Course.Sudden,
            6 or 15 => Course.Recovering,
            5 or 17 => Course.Silent,
            3 => Course.Content,
            4 => Course.Devoted,
            _ => Course.Steady,
        };

    /// <summary>A source of chance for one person, so that one more caregiver changes nobody else's year.</summary>
    private static Random LuckOf(int seed, int number) =>
        new(unchecked(((seed * 4001) + number + 1) * (int)0x9E3779B1));

    /// <summary>The day of the first questions: anywhere in the first month, but the first caregiver is also asked on
    /// the last day, so that there is a link to try.</summary>
    private static DateOnly Enrolled(DemoOptions options, int number, Part part, Random luck)
    {
        var drawn = options.FirstDay.AddDays(number == 0 ? 0 : luck.Next(31));
        return part.Asked is { } asked ? Before(asked).AddMonths(1 - options.Months)
            : part.Joined is { } joined ? Before(joined)
            : drawn;
    }

    private static (double Start, double End) Levels(Course course, double spread) =>
        course switch
        {
            Course.Steady => (0.14 + (0.2 * spread), 0.14 + (0.2 * spread)),
            Course.Creeping => (0.18 + (0.1 * spread), 0.78 + (0.15 * spread)),
            Course.Sudden => (0.16 + (0.15 * spread), 0.74 + (0.15 * spread)),
            Course.Recovering => (0.66 + (0.14 * spread), 0.2 + (0.1 * spread)),
            Course.Silent => (0.3 + (0.1 * spread), 0.7 + (0.2 * spread)),
            Course.Devoted => (0.62 + (0.1 * spread), 0.66 + (0.1 * spread)),
            _ => (0.05, 0.05),
        };

    private static DateOnly Before(int days) => DemoOptions.LastDay.AddDays(-days);

    private static DateOnly After(DemoOptions options, double part) =>
        options.FirstDay.AddDays((int)((DemoOptions.LastDay.DayNumber - options.FirstDay.DayNumber) * part));

    private static ImportedPerson Row(Random luck, int number, Course course, DateOnly enrolled)
    {
        var (first, last) = Names.Of(number);
        var age = 30 + luck.Next(0, 29) + luck.Next(0, 29);
        var isHeavy = course == Course.Content;
        var relation = isHeavy || age > 67 ? Relation.Partner : (Relation)luck.Next(6);
        return new ImportedPerson(
            new FilePlace("demo", number + 1),
            Given,
            KeyOf(number),
            enrolled,
            new PersonDetails
            {
                FirstName = first,
                LastName = last,
                Language = Languages.Current.Code(),
                Email = $"{first}.{last}@example.nl".ToLowerInvariant(),
                Phone = FormattableString.Invariant($"06 00 00 {number / 100:00} {number % 100:00}"),
                Born = enrolled.AddYears(-age).AddDays(-luck.Next(0, 365)),
                Municipality = number % 5 == 0 ? "Waterveen" : "Lindendam",
                Neighbourhood = (number / 5 % 3) switch
                {
                    0 => "Centrum",
                    1 => "Noord",
                    _ => "Zuid",
                },
                Relation = relation,
                HoursPerWeek = isHeavy ? 60 : 8 + luck.Next(0, 45),
                CaringSince = enrolled.AddMonths(-3 - luck.Next(0, 120)),
                LivesTogether = isHeavy || relation == Relation.Partner || luck.NextDouble() < 0.25,
                Works = !isHeavy && age < 67 && luck.NextDouble() < 0.6,
                Condition = isHeavy ? "dementia" : Conditions[luck.Next(Conditions.Length)],
                MailReaders = (number % 10) switch
                {
                    < 6 => MailReaders.Nobody,
                    6 => MailReaders.Somebody,
                    _ => null,
                },
                Channel = (number % 20) switch
                {
                    1 => Channel.Phone,
                    9 => Channel.Paper,
                    _ => Channel.Email,
                },
            },
            Employee.All[number % Employee.All.Count].Email,
            CaregiverStatus.Active
        );
    }
}
