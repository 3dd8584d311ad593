using CaregiverSignal.People;

namespace CaregiverSignal.Networks;

/// <summary>
/// The network as a circle: the caregiver in the middle, three rings around them, and people of one kind beside each other.
/// </summary>
/// <remarks>A ring is as wide as those in it need; the same people always stand at the same places.</remarks>
public static class CirclePicture
{
    /// <summary>Wide enough for forty names, and as wide as a sheet of A4.</summary>
    public const double Wide = 720;

    /// <summary>What a telephone of 360 pixels shows unscaled.</summary>
    public const double Narrow = 328;

    private const double Narrowest = 36;
    private const double Gap = 4;
    private const double Turn = Math.PI / 40;

    /// <param name="ties">From <see cref="Network.On"/>: in this order they have their numbers.</param>
    /// <param name="ringName">One word of each ring.</param>
    /// <param name="width">At most; the height is the same.</param>
    public static Sketch Of(IReadOnlyList<Tie> ties, string centre, Func<Ring, string> ringName, double width)
    {
        var size = width > Narrow ? 15 : 13;
        var named = Drawn(ties, centre, ringName, size, tie => Lettering.Fit(tie.Item, size * 6.5, size));
        return named.Width <= width
            ? named
            : Drawn(ties, centre, ringName, size, tie => [$"{tie.Index + 1}"]) with
            {
                IsNumbered = true,
            };
    }

    private static Sketch Drawn(
        IReadOnlyList<Tie> ties,
        string centre,
        Func<Ring, string> ringName,
        double size,
        Func<(int Index, string Item), IReadOnlyList<string>> lines
    )
    {
        var line = Lettering.LineHeight(size);
        var middle = Lettering.Cut(centre, 64, size);
        var inner = Math.Max(18, (Lettering.Width(middle, size) / 2) + 5);
        List<Shape> shapes = [new Circle(default, inner, IsBold: true), .. Middle(middle, size)];
        List<Box> taken = [];
        var people = ties.Index()
            .Select(one => new Person(one.Item, lines((one.Index, Lettering.Named(one.Item, one.Item.Name))), size))
            .ToList();
        var sectors = Sectors(ties);
        foreach (var ring in Enum.GetValues<Ring>())
        {
            var name = ringName(ring);
            var word = Box.Around(
                new Spot(0, -inner - 3 - (line / 2)),
                Lettering.Width(name, size - 1),
                Lettering.LineHeight(size - 1)
            );
            taken.Add(word);
            shapes.Add(new Label(word, name, size - 1));
            var outer = Math.Max(inner + Narrowest, Farthest(word));
            foreach (var group in people.Where(person => person.Tie.Ring == ring).GroupBy(person => person.Tie.Kind))
            foreach (var (place, person) in group.Index())
            {
                var (from, to) = sectors[group.Key];
                var box = person.Placed(from, to, from + ((to - from) * (place + 0.5) / group.Count()), inner, taken);
                taken.Add(box);
                shapes.AddRange(person.Shapes(box, line));
                outer = Math.Max(outer, Farthest(box));
            }

            inner = outer + 3;
            shapes.Add(new Circle(default, inner));
        }

        var half = Math.Ceiling(inner) + 1;
        return new Sketch(2 * half, 2 * half, [.. shapes.Select(shape => Moved(shape, new Spot(half, half)))]);
    }

    private static IEnumerable<Shape> Middle(string text, double size)
    {
        if (text.Length > 0)
            yield return new Label(
                Box.Around(default, Lettering.Width(text, size), Lettering.LineHeight(size)),
                text,
                size,
                IsBold: true
            );
    }

    /// <summary>The angles between which each kind stands, by how many there are.</summary>
    private static Dictionary<HelperKind, (double From, double To)> Sectors(IReadOnlyList<Tie> ties)
    {
        var sectors = new Dictionary<HelperKind, (double, double)>();
        var from = -Math.PI / 2;
        foreach (var (kind, count) in ties.CountBy(tie => tie.Kind).OrderBy(one => one.Key))
        {
            var to = from + (2 * Math.PI * count / ties.Count);
            sectors[kind] = (from, to);
            from = to;
        }

        return sectors;
    }

    private static double Farthest(Box box) =>
        new Spot(
            Math.Max(Math.Abs(box.Left), Math.Abs(box.Right)),
            Math.Max(Math.Abs(box.Top), Math.Abs(box.Bottom))
        ).Length;

    private static double Nearest(Box box) =>
        new Spot(Math.Max(0, Math.Max(box.Left, -box.Right)), Math.Max(0, Math.Max(box.Top, -box.Bottom))).Length;

    private static Shape Moved(Shape shape, Spot by) =>
        shape switch
        {
            Circle circle => circle with { Centre = circle.Centre + by },
            Area area => area with { Corners = [.. area.Corners.Select(corner => corner + by)] },
            Label label => label with { Box = label.Box.Moved(by) },
            _ => shape,
        };

    /// <summary>Somebody with their sign above the lines of their name.</summary>
    private sealed record Person(Tie Tie, IReadOnlyList<string> Lines, double Size)
    {
        private double Width => Math.Max(Signs.Size, Lines.Max(line => Lettering.Width(line, Size)));

        private double Height => Signs.Size + 2 + (Lines.Count * Lettering.LineHeight(Size));

        /// <summary>The nearest place outside the ring before, and of those the one that is nearest their own angle.</summary>
        public Box Placed(double from, double to, double own, double inner, List<Box> taken)
        {
            for (var radius = inner + Gap; ; radius += 3)
            {
                for (var step = 0; step * Turn <= 2 * Math.PI; step++)
                {
                    foreach (var angle in new[] { own + (step * Turn), own - (step * Turn) })
                    {
                        if (angle < from || angle > to)
                            continue;
                        var box = Box.Around(Spot.Around(angle, radius), Width, Height);
                        if (Nearest(box) >= inner + 2 && !taken.Any(other => other.Touches(box, Gap)))
                            return box;
                    }
                }
            }
        }

        public IEnumerable<Shape> Shapes(Box box, double line)
        {
            yield return Signs.Of(Tie.Kind, new Spot(box.Left + (box.Width / 2), box.Top + (Signs.Size / 2)));
            foreach (var (at, text) in Lines.Index())
                yield return new Label(
                    new Box(box.Left, box.Top + Signs.Size + 2 + (at * line), box.Width, line),
                    text,
                    Size
                );
        }
    }
}
