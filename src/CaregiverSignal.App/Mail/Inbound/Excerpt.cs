namespace CaregiverSignal.Mail.Inbound;

/// <summary>A message of any size without what is attached to it: its headers and its texts.</summary>
/// <remarks>
/// Mail programs attach in base64, which has neither space, colon nor hyphen: what goes on without one for longer than
/// any text is left out, but for its beginning. It is read once, from front to back, and little of it is held.
/// </remarks>
public static class Excerpt
{
    /// <summary>
    /// In octets: nine times the words that are kept of a reply, and of forty photos within the most of all.
    /// </summary>
    private const int MostInARun = 24 * 1024;

    /// <returns>Always the same of the same message, at most <see cref="ReturnedMail.MostBytes"/> from its
    /// beginning.</returns>
    /// <exception cref="IOException">The message cannot be read.</exception>
    public static byte[] Of(Stream message)
    {
        var (kept, piece) = (new MemoryStream(), new byte[MostInARun]);
        var (run, last) = (0, (byte)'\n');
        for (int count; kept.Length < ReturnedMail.MostBytes && (count = message.Read(piece)) > 0; )
            foreach (var octet in piece.AsSpan(0, count))
            {
                if (octet is (byte)' ' or (byte)'\t' or (byte)':' or (byte)'-')
                {
                    if (run > MostInARun && last == '\n')
                        kept.WriteByte(last);
                    run = 0;
                }

                if (++run <= MostInARun)
                    kept.WriteByte(octet);
                last = octet;
            }

        return kept.ToArray()[..(int)Math.Min(kept.Length, ReturnedMail.MostBytes)];
    }
}
