using Training.Copy;

switch (args)
{
    case ["copy", ..]:
        return CopyCommand.Run(args[1..], Console.Out);
    case ["grammar", var seed]:
        GrammarCommand.Run(int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture), Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: training copy [--out FOLDER] [--weights FILE] [--from PLAN] [--keep FILE] | training grammar SEED");
        return 2;
}
