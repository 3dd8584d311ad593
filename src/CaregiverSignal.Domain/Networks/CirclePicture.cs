namespace CaregiverSignal.Networks;

/// <summary>Draws the network as a circle: the caregiver in the middle and three named rings, with people evenly spaced
/// in each and grouped by kind.</summary>
/// <remarks>Rings are as wide as their people need, and the layout is deterministic. On a phone it is taller than wide,
/// and people are placed where they fit.</remarks>
public static class CirclePicture
{
    /// <summary>Wide enough for forty names, and as wide as a sheet of A4.</summary>
    public const double Wide = 720;

    /// <summary>What a telephone of 360 pixels shows unscaled.</summary>
    public const double Narrow = 328;

    private const double Narrowest = 36;
    private const double Gap = 4;
    private const double HighOnTelephone = 1.5;
    private const double Step = 4;

    /// <summary>Layouts to try, the best first: whether people keep to their own sector, lines per name, and width of a
    /// name.</summary>
    private static readonly (bool IsSpread, int Lines, double Room)[] OnPaper =
    [
        (true, 2, 150),
        (true, 2, 115),
        (false, 2, 115),
        (false, 2, 90),
    ];

    private static readonly (bool IsSpread, int Lines, double Room)[] OnTelephone =
    [
        (true, 1, 125),
        (false, 1, 150),
        (false, 1, 125),
        (false, 1, 105),
        (false, 1, 88),
        (false, 1, 70),
    ];

    /// <summary>Rings that differ by less get the same width.</summary>
    private const double Alike = 6;
    private const double Turn = Math.PI / 30;

    /// <summary>Where rings begin and, as near as possible, where their names are.</summary>
    private const double Begin = -Math.PI / 2,
        Named = -Math.PI / 4;

    /// <param name="ties">From <see cref="Network.On"/>, numbered in this order.</param>
    /// <param name="ringName">A one-word name for each ring.</param>
    /// <param name="width">The greatest width.</param>
    public static Sketch Of(IReadOnlyList<Tie> ties, string centre, Func<Ring, string> ringName, double width)
    {
        var (size, isWide) = (width > Narrow ? 15 : 13, width > Narrow);
        foreach (var (isSpread, most, room) in isWide ? OnPaper : OnTelephone)
            if (Drawn((_, tie) => Lettering.Named(tie, most, room, size), isSpread, width) is { } named)
                return named;
        size = isWide ? size : 12;
        return Drawn((place, _) => [$"{place + 1}"], isSpread: false, double.MaxValue)! with { IsNumbered = true };

        Sketch? Drawn(Func<int, Tie, IReadOnlyList<string>> lines, bool isSpread, double most) =>
            CirclePicture.Drawn(ties, centre, ringName, size, isWide ? 1 : HighOnTelephone, isSpread, lines, most);
    }

    /// <returns>Null if it would be wider than <paramref name="most"/>.</returns>
    private static Sketch? Drawn(
        IReadOnlyList<Tie> ties,
        string centre,
        Func<Ring, string> ringName,
        double size,
        double stretch,
        bool isSpread,
        Func<int, Tie, IReadOnlyList<string>> lines,
        double most
    )
    {
        var line = Lettering.LineHeight(size);
        var middle = Lettering.Cut(centre, size * 4, size);
        var inner = Math.Max(18, (Lettering.Width(middle, size) / 2) + 5);
        List<Shape> shapes = [new Circle(default, inner, IsBold: true), .. Middle(middle, size)];
        List<Box> taken = [];
        List<Label> names = [];
        var people = ties.Index()
            .Select(pair => new Person(pair.Item, lines(pair.Index, pair.Item), size, stretch))
            .ToList();
        foreach (var ring in Enum.GetValues<Ring>())
        {
            var outer = inner + (Narrowest / stretch);
            var here = people.Where(person => person.Tie.Ring == ring).ToList();
            var step = 2 * Math.PI / here.Count;
            foreach (var (place, person) in here.Index())
            {
                var box = person.Placed(Begin + ((place + 0.5) * step), isSpread ? step / 3 : Math.PI, inner, taken);
                taken.Add(box);
                shapes.AddRange(person.Shapes(box, line));
                outer = Math.Max(outer, Farthest(box, stretch));
                if (2 * outer > most)
                    return null;
            }

            inner = outer + 3;
            var word = NameOn(ref inner, Lettering.Width(ringName(ring), Math.Max(12, size - 1)), line, stretch, taken);
            shapes.Add(RingAt(inner, stretch));
            taken.Add(word);
            names.Add(new Label(word, ringName(ring), Math.Max(12, size - 1), IsOnLine: true));
        }

        shapes.AddRange(names);
        // The name of the outermost ring may reach above or below it.
        var high = Math.Max(inner * stretch, taken.Max(box => Math.Max(-box.Top, box.Bottom)));
        var half = new Spot(Math.Ceiling(inner) + 1, Math.Ceiling(high) + 1);
        return 2 * half.X > most
            ? null
            : new Sketch(2 * half.X, 2 * half.Y, [.. shapes.Select(shape => Moved(shape, half))]);
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

    /// <summary>Places a ring's name on its line, as near to <see cref="Named"/> as possible; widens the ring if there
    /// is no room.</summary>
    private static Box NameOn(ref double radius, double width, double height, double stretch, List<Box> taken)
    {
        for (; ; radius += Step)
        for (var turn = 0; turn * Turn < Math.PI; turn++)
            foreach (var angle in new[] { Named - (turn * Turn), Named + (turn * Turn) })
            {
                var box = Box.Around(At(angle, radius, stretch), width, height);
                var isWithin = Math.Max(-box.Left, box.Right) <= radius && -box.Top <= (radius * stretch) + height;
                if (isWithin && !taken.Exists(other => other.Touches(box, Gap)))
                    return box;
            }
    }

    /// <summary>The radius of the ring through the farthest corner.</summary>
    private static double Farthest(Box box, double stretch) =>
        Out(
            Math.Max(Math.Abs(box.Left), Math.Abs(box.Right)),
            Math.Max(Math.Abs(box.Top), Math.Abs(box.Bottom)),
            stretch
        );

    private static double Nearest(Box box, double stretch) =>
        Out(Math.Max(0, Math.Max(box.Left, -box.Right)), Math.Max(0, Math.Max(box.Top, -box.Bottom)), stretch);

    /// <summary>A stretched ring is a rounded rectangle, not an ellipse, so that lines of text fit.</summary>
    private static double Out(double x, double y, double stretch) =>
        stretch == 1 ? new Spot(x, y).Length : Math.Sqrt(new Spot(x * x, y * y / (stretch * stretch)).Length);

    /// <summary>The point at an angle on a ring.</summary>
    private static Spot At(double angle, double radius, double stretch)
    {
        var (x, y) = (Math.Cos(angle), Math.Sin(angle));
        return stretch == 1
            ? new Spot(radius * x, radius * y)
            : new Spot(radius * Rooted(x), radius * stretch * Rooted(y));

        static double Rooted(double part) => Math.Sign(part) * Math.Sqrt(Math.Abs(part));
    }

    private static Shape RingAt(double radius, double stretch) =>
        stretch == 1
            ? new Circle(default, radius)
            : new Stroke([.. Enumerable.Range(0, 121).Select(at => At(at * Math.PI / 60, radius, stretch))], 1);

    private static Shape Moved(Shape shape, Spot by) =>
        shape switch
        {
            Circle circle => circle with { Centre = circle.Centre + by },
            Area area => area with { Corners = [.. area.Corners.Select(corner => corner + by)] },
            Stroke stroke => stroke with { Spots = [.. stroke.Spots.Select(spot => spot + by)] },
            Label label => label with { Box = label.Box.Moved(by) },
            _ => shape,
        };

    /// <summary>A person with their symbol above the lines of their name, or before it on a phone.</summary>
    private sealed record Person(Tie Tie, IReadOnlyList<string> Lines, double Size, double Stretch)
    {
        private bool IsBeside => Stretch > 1;

        private double Width =>
            IsBeside
                ? Signs.Size + 3 + Lines.Max(line => Lettering.Width(line, Size))
                : Math.Max(Signs.Size, Lines.Max(line => Lettering.Width(line, Size)));

        private double Height => (Lines.Count * Lettering.LineHeight(Size)) + (IsBeside ? 0 : Signs.Size + 2);

        /// <summary>The place that keeps the ring narrowest, preferring the person's own angle.</summary>
        /// <param name="own">An angle.</param>
        /// <param name="most">The greatest distance from it.</param>
        public Box Placed(double own, double most, double inner, List<Box> taken)
        {
            var (best, least, turned) = (default(Box), double.MaxValue, int.MaxValue);
            for (var radius = inner + Gap; radius < least; radius += Step)
            for (var turn = 0; turn * Turn < most; turn++)
                foreach (var angle in new[] { own + (turn * Turn), own - (turn * Turn) })
                {
                    var box = Box.Around(At(angle, radius, Stretch), Width, Height);
                    var far = Math.Ceiling(Farthest(box, Stretch) / Alike);
                    if ((far, turn).CompareTo((least / Alike, turned)) >= 0 || Nearest(box, Stretch) < inner + 2)
                        continue;
                    if (!taken.Exists(other => other.Touches(box, Gap)))
                        (best, least, turned) = (box, far * Alike, turn);
                }

            return best;
        }

        public IEnumerable<Shape> Shapes(Box box, double line)
        {
            var half = Signs.Size / 2;
            yield return Signs.Of(
                Tie.Kind,
                IsBeside
                    ? new Spot(box.Left + half, box.Top + (line / 2))
                    : new Spot(box.Left + (box.Width / 2), box.Top + half),
                IsBeside ? Signs.Size - 2 : Signs.Size
            );
            var text = IsBeside
                ? box with
                {
                    Left = box.Left + Signs.Size + 3,
                    Width = box.Width - Signs.Size - 3,
                }
                : box with
                {
                    Top = box.Top + Signs.Size + 2,
                };
            foreach (var (at, words) in Lines.Index())
                yield return new Label(
                    text with
                    {
                        Top = text.Top + (at * line),
                        Height = line,
                    },
                    words,
                    Size,
                    IsBeside ? -1 : 0
                );
        }
    }
}
