namespace CaregiverSignal.Networks;

/// <summary>Draws the network as an ecogram: a line to each person, thicker for importance, dashed for tension, jagged
/// for conflict; arrows point to who gets support, and its kinds are below the name (S3:1790-1800,
/// 2320-2340).</summary>
/// <remarks>Names are in two columns with the lines between them, so that no line crosses a name.</remarks>
public static class EcogramPicture
{
    private const double Gap = 10;

    /// <param name="ties">From <see cref="Network.On"/>.</param>
    /// <param name="said">A line or two below each name.</param>
    /// <param name="width">The picture's width; the height depends on the number of people.</param>
    public static Sketch Of(IReadOnlyList<Tie> ties, string centre, Func<Tie, IReadOnlyList<string>> said, double width)
    {
        var isWide = width > CirclePicture.Narrow;
        var size = isWide ? 15.0 : 13.0;
        var column = isWide ? 190.0 : 113.0;
        var people = ties.OrderBy(tie => tie.Kind)
            .ThenBy(tie => tie.Name, StringComparer.Ordinal)
            .Select(tie => new Person(tie, LinesOf(tie, said, column - Signs.Size - 8, size), size))
            .ToList();
        var right = people.Take((people.Count + 1) / 2).ToList();
        var left = people.Skip(right.Count).Reverse().ToList();
        var height = Math.Max(
            isWide ? 240 : 150,
            Math.Max(right.Sum(person => person.Height), left.Sum(person => person.Height))
        );
        var middle = new Spot(width / 2, height / 2);
        var word = Lettering.Cut(centre, size * 4.2, size);
        var core = Math.Max(18, (Lettering.Width(word, size) / 2) + 4);
        List<Shape> shapes = [];
        foreach (var (side, all) in new[] { (1, right), (-1, left) })
        {
            // Spread evenly over the height.
            var spare = (height - all.Sum(person => person.Height)) / (all.Count + 1);
            var top = spare;
            foreach (var person in all)
            {
                var across = ((top + (person.Height / 2)) - middle.Y) / middle.Y;
                // Curved if there is room: people at the top and bottom are nearer the middle.
                var bow = isWide ? 70 * (1 - Math.Sqrt(Math.Max(0, 1 - (across * across)))) : 0;
                var edge = middle.X + (side * (middle.X - column - bow));
                shapes.AddRange(person.Shapes(new Spot(edge, top), side, middle, core));
                top += person.Height + spare;
            }
        }

        shapes.Add(new Circle(middle, core, IsBold: true));
        if (word.Length > 0)
            shapes.Add(
                new Label(
                    Box.Around(middle, Lettering.Width(word, size), Lettering.LineHeight(size)),
                    word,
                    size,
                    IsBold: true
                )
            );
        return new Sketch(width, height, shapes);
    }

    private static IReadOnlyList<string> LinesOf(
        Tie tie,
        Func<Tie, IReadOnlyList<string>> said,
        double width,
        double size
    ) => [.. Lettering.Named(tie, 2, width, size), .. said(tie).Select(line => Lettering.Cut(line, width, size))];

    private sealed record Person(Tie Tie, IReadOnlyList<string> Lines, double Size)
    {
        public double Height => (Lines.Count * Lettering.LineHeight(Size)) + Gap;

        /// <param name="at">The top of this person's part of the column.</param>
        /// <param name="side">1 to the right of the middle, −1 to its left.</param>
        public IEnumerable<Shape> Shapes(Spot at, int side, Spot middle, double core)
        {
            var line = Lettering.LineHeight(Size);
            var sign = new Spot(at.X + (side * Signs.Size / 2), at.Y + (Height / 2));
            var (from, to) = Between(middle, core + 2, sign with { X = at.X - (side * 3) });
            foreach (var shape in Line(from, to))
                yield return shape;
            yield return Signs.Of(Tie.Kind, sign);
            var top = at.Y + (Gap / 2);
            foreach (var (place, text) in Lines.Index())
            {
                var width = Lettering.Width(text, Size);
                var begin = at.X + (side * (Signs.Size + 6));
                yield return new Label(
                    new Box(side > 0 ? begin : begin - width, top + (place * line), width, line),
                    text,
                    Size,
                    -side
                );
            }
        }

        private static (Spot From, Spot To) Between(Spot middle, double core, Spot end)
        {
            var way = end - middle;
            return (middle + (way * (core / way.Length)), end);
        }

        private IEnumerable<Shape> Line(Spot from, Spot to)
        {
            var thickness = Tie.Importance switch
            {
                Importance.Little => 1.0,
                Importance.Much => 5.0,
                _ => 2.5,
            };
            var way = to - from;
            var spot = way * (1 / way.Length);
            var aside = new Spot(-spot.Y, spot.X);
            var sides = Tie.Gives.Length > 0 && Tie.Takes.Length > 0 ? 2.2 : 1.1;
            var head = Math.Min(8 + thickness, way.Length / sides);
            var last = Tie.Takes.Length > 0 ? to - (spot * (head - 2)) : to;
            yield return Tie.Mood == Mood.Conflict
                ? new Stroke(Jagged(from, last, aside), thickness)
                : new Stroke([from, last], thickness, Tie.Mood == Mood.Tense);
            if (Tie.Takes.Length > 0)
                yield return Head(to, spot);
            // Near the name, as all lines meet in the middle.
            if (Tie.Gives.Length > 0)
                yield return Head(way.Length > 5 * head ? from + (way * 0.5) : from, spot * -1);

            Area Head(Spot report, Spot direction) =>
                new(
                    [
                        report,
                        report - (direction * head) + (aside * ((head / 2) - 0.5)),
                        report - (direction * head) - (aside * ((head / 2) - 0.5)),
                    ],
                    true
                );
        }

        private static List<Spot> Jagged(Spot from, Spot to, Spot aside)
        {
            var way = to - from;
            var teeth = Math.Max(2, (int)(way.Length / 7));
            return
            [
                from,
                .. Enumerable
                    .Range(1, teeth - 1)
                    .Select(at => from + (way * ((double)at / teeth)) + (aside * (at % 2 == 0 ? 4 : -4))),
                to,
            ];
        }
    }
}
