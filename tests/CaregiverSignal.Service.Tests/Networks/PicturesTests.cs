using CaregiverSignal.Networks;

namespace CaregiverSignal.Tests.Networks;

/// <summary>
/// The circle and the ecogram of any network can be read, on a telephone and on a sheet of paper
/// (domain.md rows 13 and 14).
/// </summary>
public sealed class PicturesTests
{
    private static readonly string[] Names =
    [
        "Jo",
        "Bea",
        "Buurvrouw Sjoukje",
        "Maximiliaan-Wilhelmus",
        "mijn oudste broer die ver weg woont",
        "WWWWWWWWWWWW",
        "Łukasz",
        "李小龍",
        "👩‍👧",
        "de mensen van de kerk",
    ];

    public static TheoryData<int, double> Sizes() =>
        new(
            from people in Enumerable.Range(0, 41)
            from width in new[] { CirclePicture.Narrow, CirclePicture.Wide }
            select (people, width)
        );

    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_two_texts_overlap_in_any_picture_and_all_of_it_is_within(int people, double width)
    {
        var luck = new Random(LongRun.Seed() + people);
        for (var round = 0; round < LongRun.Of(4, 100); round++)
        {
            var ties = Some(luck, people, round);
            foreach (var sketch in new[] { CircleOf(ties, width), EcogramOf(ties, width) })
            {
                Assert.True(sketch.Width <= width, $"{sketch.Width} is wider than {width}, with {people}");
                var boxes = sketch.Labels.Select(label => label.Box).Concat(Signs(sketch)).ToList();
                foreach (var (place, box) in boxes.Index())
                {
                    Assert.True(
                        box.Left >= 0 && box.Top >= 0 && box.Right <= sketch.Width && box.Bottom <= sketch.Height,
                        $"{box} stands outside, with {people}"
                    );
                    Assert.DoesNotContain(boxes.Skip(place + 1), other => box.Touches(other, -0.01));
                }

                Assert.All(sketch.Labels, label => Assert.True(label.Size >= 12));
            }
        }
    }

    [Fact]
    public void The_same_people_always_stand_at_the_same_places()
    {
        var ties = Some(new Random(7), 12, 0);

        Assert.Equal(CircleOf(ties, CirclePicture.Wide).Labels, CircleOf([.. ties], CirclePicture.Wide).Labels);
        Assert.Equal(EcogramOf(ties, CirclePicture.Wide).Labels, EcogramOf([.. ties], CirclePicture.Wide).Labels);
    }

    [Fact]
    public void A_dozen_people_have_their_names_on_a_telephone_and_forty_on_a_sheet()
    {
        Assert.False(CircleOf(Plain(12), CirclePicture.Narrow).IsNumbered);
        Assert.False(CircleOf(Plain(40), CirclePicture.Wide).IsNumbered);
        var many = CircleOf(Plain(40), CirclePicture.Narrow);
        Assert.True(many.IsNumbered);
        Assert.Superset(
            Enumerable.Range(1, 40).Select(number => $"{number}").ToHashSet(),
            many.Labels.Select(label => label.Text).ToHashSet()
        );
    }

    [Fact]
    public void Who_is_nearer_stands_nearer_the_middle()
    {
        var sketch = CircleOf(Plain(9), CirclePicture.Wide);
        var rings = sketch
            .Shapes.OfType<Circle>()
            .Where(circle => !circle.IsBold)
            .Select(circle => circle.Radius)
            .ToList();

        Assert.Equal(3, rings.Count);
        Assert.Equal(rings.Order(), rings);
        foreach (
            var (place, label) in sketch
                .Labels.Where(label => label.Text.StartsWith("naam", StringComparison.Ordinal))
                .Index()
        )
        {
            var (x, y) = (label.Box.Left + (label.Box.Width / 2), label.Box.Top + (label.Box.Height / 2));
            var far = new Spot(x - (sketch.Width / 2), y - (sketch.Height / 2)).Length;
            Assert.InRange(far, place < 3 ? 0 : rings[(place / 3) - 1], rings[place / 3]);
        }
    }

    [Fact]
    public void People_of_a_ring_stand_all_around_and_its_name_stands_on_its_line()
    {
        var sketch = CircleOf(Plain(12), CirclePicture.Wide);
        var middle = sketch.Width / 2;
        var rings = sketch.Shapes.OfType<Circle>().Where(circle => !circle.IsBold).ToList();

        foreach (var (place, name) in sketch.Labels.Where(label => label.IsOnLine).Index())
        {
            var way = Centre(name) - new Spot(middle, sketch.Height / 2);
            Assert.Equal(rings[place].Radius, way.Length, 1.0);
        }

        // Of the four in each ring one stands in each quarter.
        var quarters = sketch
            .Labels.Where(label => label.Text.StartsWith("naam", StringComparison.Ordinal))
            .Select(label => Centre(label) - new Spot(middle, sketch.Height / 2))
            .Select((way, place) => (Ring: place / 4, Right: way.X > 0, Below: way.Y > 0));
        Assert.Equal(12, quarters.Distinct().Count());

        static Spot Centre(Label label) =>
            new(label.Box.Left + (label.Box.Width / 2), label.Box.Top + (label.Box.Height / 2));
    }

    [Fact]
    public void An_ecogram_says_importance_tension_conflict_and_direction_by_the_line_alone()
    {
        Stroke LineOf(Tie tie) => EcogramOf([tie], CirclePicture.Wide).Shapes.OfType<Stroke>().Single();
        int HeadsOf(Tie tie) =>
            EcogramOf([tie], CirclePicture.Wide)
                .Shapes.OfType<Area>()
                .Count(area => area is { IsFilled: true, Corners.Count: 3 });
        var tie = new Tie { Name = "Bea", Kind = HelperKind.Family };

        Assert.True(
            LineOf(tie with { Importance = Importance.Much }).Thickness
                > LineOf(tie with { Importance = Importance.Little }).Thickness
        );
        Assert.True(LineOf(tie with { Mood = Mood.Tense }).IsDashed);
        Assert.True(LineOf(tie with { Mood = Mood.Conflict }).Spots.Count > 4);
        Assert.Equal(2, LineOf(tie).Spots.Count);
        Assert.Equal(0, HeadsOf(tie));
        Assert.Equal(1, HeadsOf(tie with { Gives = "P" }));
        Assert.Equal(2, HeadsOf(tie with { Gives = "P", Takes = "E" }));
        Assert.Contains(
            EcogramOf([tie with { Gives = "PG", Energy = Energy.Costs }], CirclePicture.Wide).Labels,
            label => label.Text == "geeft P G"
        );
    }

    private static Sketch CircleOf(IReadOnlyList<Tie> ties, double width) =>
        CirclePicture.Of(ties, "Wilhelmina", ring => $"{ring}".ToLowerInvariant(), width);

    private static Sketch EcogramOf(IReadOnlyList<Tie> ties, double width) =>
        EcogramPicture.Of(
            ties,
            "Wilhelmina",
            tie =>
                new[] { ("geeft", tie.Gives), ("krijgt", tie.Takes) }
                    .Where(pair => pair.Item2.Length > 0)
                    .Select(pair => $"{pair.Item1} {string.Join(' ', pair.Item2.AsEnumerable())}")
                    .ToList(),
            width
        );

    /// <summary>The boxes of the signs of people: whatever is no line, ring or arrow head on one.</summary>
    private static IEnumerable<Box> Signs(Sketch sketch) =>
        sketch
            .Shapes.OfType<Area>()
            .Where(area => area.Corners.Count != 3)
            .Select(area =>
            {
                var (left, top) = (area.Corners.Min(spot => spot.X), area.Corners.Min(spot => spot.Y));
                return new Box(
                    left,
                    top,
                    area.Corners.Max(spot => spot.X) - left,
                    area.Corners.Max(spot => spot.Y) - top
                );
            });

    private static IReadOnlyList<Tie> Plain(int count) =>
        Network.On(
            Enumerable
                .Range(0, count)
                .Select(place => new Tie
                {
                    Name = $"naam {place}",
                    Kind = (HelperKind)(place % 8),
                    Ring = (Ring)(place % 3),
                }),
            default
        );

    private static IReadOnlyList<Tie> Some(Random luck, int count, int round) =>
        Network.On(
            Enumerable
                .Range(0, count)
                .Select(place => new Tie
                {
                    Name = Names[luck.Next(Names.Length)],
                    Kind = round == 1 ? HelperKind.Family : (HelperKind)luck.Next(8),
                    Ring = round == 2 ? Ring.Near : (Ring)luck.Next(3),
                    Gives = Supports.LettersOf(Enum.GetValues<SupportKind>().Where(_ => luck.Next(2) == 0)),
                    Takes = Supports.LettersOf(Enum.GetValues<SupportKind>().Where(_ => luck.Next(2) == 0)),
                    Importance = (Importance)luck.Next(3),
                    Mood = (Mood)luck.Next(3),
                    Energy = (Energy)luck.Next(3),
                }),
            default
        );
}
